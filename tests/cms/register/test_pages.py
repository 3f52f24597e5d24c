"""What readers see of the register, and what they never see."""

import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cms.models import AreaOfWork, LessonTag
from tests import factories
from tests.cms.register import entries

LIST, LESSONS, NEEDS = "/en/register/", "/en/register/lessons/", "/en/register/needs/"
MAPPING = "/en/register/mappings/round-one/"
PROFILE, SUMMARY = f"{MAPPING}profiles/lumeria/", f"{MAPPING}summary/"
CSV, XLSX = f"{MAPPING}matrix.csv", f"{MAPPING}matrix.xlsx"
EVERY = (LIST, LESSONS, NEEDS, MAPPING, PROFILE, SUMMARY, CSV, XLSX, f"{PROFILE}?format=docx", f"{SUMMARY}?format=docx")
OF_MAPPING = EVERY[3:]


def soup_of(client, address):
    """The parsed page."""
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def words_of(client, address):
    """Everything that can be read at an address, whatever kind of file it is."""
    content = client.get(address).content
    if "docx" in address:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return "\n".join(file.read(name).decode() for name in file.namelist())
    if address.endswith("xlsx"):
        sheets = load_workbook(io.BytesIO(content))
        return "\n".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return content.decode()


def test_every_address_answers_everybody_and_no_editor_is_needed(client, full):
    for address in EVERY:
        assert client.get(address).status_code == 200, address


def test_nothing_that_is_not_public_leaves_the_house(client, full):
    area = AreaOfWork.objects.get()
    entries.answer(of=full, question=entries.question("Q5"), text="S3CRET contact")
    for hidden in ({"live": False}, {"visibility": "internal"}, {"visibility": "restricted"}):
        mark = f"S3CRET {hidden}"
        entries.answer(of=full, area=area, text=mark, author_body=f"{mark} body", **hidden)
        entries.profile(full.exercise, title=f"{mark} office", engagement_kind="answered", engagement=mark, **hidden)
        entries.lesson(title=f"{mark} lesson", **hidden), entries.need(title=f"{mark} need", **hidden)
    for address in EVERY:
        words = words_of(client, address)
        assert "S3CRET" not in words and "Tent city" not in words, address


def test_what_is_not_public_does_not_exist_for_readers(client, full):
    full.visibility = "internal"
    full.save()
    assert client.get(PROFILE).status_code == 404
    type(full.exercise).objects.update(visibility="internal")
    for address in OF_MAPPING:
        assert client.get(address).status_code == 404, address


def test_editors_read_internal_entries_when_they_ask(client, full, editor, coordinator):
    full.visibility = "internal"
    full.save()
    entries.answer(of=full, text="Kept to us", visibility="internal")
    entries.answer(of=full, text="For this form only", visibility="restricted")
    for person, status in ((None, 403), (coordinator, 403), (editor, 200)):
        if person:
            client.force_login(person)
        for address in OF_MAPPING:
            asked = f"{address}{'&' if '?' in address else '?'}internal=1"
            answer = client.get(asked)
            assert answer.status_code == status, (person, asked)
            if status == 200:
                assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"], asked
    page = soup_of(client, f"{PROFILE}?internal=1").get_text()
    assert "Internal: not for publication." in page
    assert "Kept to us" in page and "Tent city" in page and "For this form only" not in page
    assert client.get(PROFILE).status_code == 404


def test_profile_stands_under_the_fixed_headings(client, full):
    soup = soup_of(client, PROFILE)
    headings = [heading.get_text() for heading in soup.select("main h2")]
    assert headings[:6] == [
        "Cities/regions",
        "Engagement with local governments",
        "Nature of the engagement",
        "Lessons learned",
        "Future engagements",
        "Additional note",
    ]
    said = [" ".join(section.get_text(" ").split()) for section in soup.select("main section")][:6]
    assert said[0] == "Cities/regions Altamira (city), Lumeria Borealis (city), Lumeria"
    assert said[1].endswith("Meetings twice a year.")
    assert said[2].endswith("Training")  # of its answer
    assert said[3] == "Lessons learned None"
    assert "Round table (planned, resources: not secured, Right to adequate housing)" in said[4]
    assert said[5] == "Additional note No response"
    answer = " ".join(soup.select_one("li.card").get_text(" ").split())
    assert "Q1 Heading 1 · Access to justice" in answer and "Country office · 1 February 2026" in answer
    assert "facilitated it" in answer and "reply to a message" in answer


def test_matrix_shows_its_blanks(client, full):
    table = soup_of(client, PROFILE).select_one("table")
    assert [cell.get_text() for cell in table.select("thead th")] == ["Question", "Whole presence", "Access to justice"]
    cells = [[cell.get_text(strip=True) for cell in row.select("td")] for row in table.select("tbody tr")]
    assert cells[0][0] == "Blank" and cells[0][1].startswith("Yes, since")
    assert cells[1] == ["Blank", "No response"]
    assert len(cells) == 2  # the question for contact details has no row
    counts = soup_of(client, MAPPING).select("tbody td")
    assert [" ".join(cell.get_text(" ").split()) for cell in counts] == [
        "Blank",
        "1 of 1",
        "Blank",
        "0 of 1 No response: 1",
    ]


def test_response_rate_has_a_denominator(client, full):
    entries.profile(full.exercise)
    assert "1 of 4 invited answered" in soup_of(client, MAPPING).get_text()
    type(full.exercise).objects.update(invited=None)
    for address in (LIST, MAPPING, SUMMARY):
        assert "1 answered; how many were invited is not recorded" in soup_of(client, address).get_text()


@pytest.mark.parametrize(
    "query, count",
    [
        ("category=field", 1), ("category=headquarters", 1), ("presence=country-office", 2), ("country=XUL", 1),
        ("nature=training", 1), ("group=children", 1), ("mapping=round-one", 1), ("mapping=nowhere", 2), ("q=twice", 1),
        ("q=twice+never", 0), ("category=field&category=nonsense", 2),
    ],
)  # fmt: skip
def test_register_is_filtered(client, full, query, count):
    entries.profile(category="headquarters")
    soup = soup_of(client, f"{LIST}?{query}")
    assert len(soup.select(".with-filters .card")) == count


def test_very_long_words_are_refused_with_the_list_as_it_is(client, full):
    for address in (LIST, LESSONS, NEEDS):
        soup = soup_of(client, f"{address}?q={'x' * 60_000}")
        assert "at most 200 characters" in soup.get_text() and soup.select(".with-filters .card")


def test_register_is_filtered_by_theme_of_plans_and_answers(client, full):
    other = entries.answer(of=entries.profile())
    other.themes = [factories.theme()]
    other.save()
    entries.profile()
    assert len(soup_of(client, f"{LIST}?theme={factories.theme().pk}").select(".with-filters .card")) == 2


def test_lessons_are_found_by_tag_result_and_words(client, full):
    entries.lesson(title="Another", text="Budget first", result="worked")
    for query, titles in {
        "": ["Another", "Trust takes time"],
        "tag=trust": ["Trust takes time"],
        "result=worked": ["Another"],
        "q=BUDGET": ["Another"],
        "q=nothing": [],
    }.items():
        soup = soup_of(client, f"{LESSONS}?{query}")
        assert [heading.get_text() for heading in soup.select(".card h3")] == titles, query


def test_needs_are_counted_by_kind(client, full):
    entries.need(kind="data"), entries.need(kind="data"), entries.need(kind="other", kind_other="roads")
    soup = soup_of(client, f"{NEEDS}?kind=data")
    counts = {row.a.get_text(): row.select_one(".num").get_text() for row in soup.select(".distribution > div")}
    assert counts["Data"] == "2 of 4" and counts["Staff"] == "0 of 4"  # of all, whatever the filter
    assert len(soup.select(".with-filters .card")) == 2
    assert "Roads" in soup_of(client, NEEDS).get_text()


def test_empty_register_says_what_will_stand_there(client, db):
    for address, words in ((LIST, "No profile is published yet"), (LESSONS, "No lesson"), (NEEDS, "No need")):
        assert words in soup_of(client, address).get_text()


def test_texts_are_escaped(client, mapping):
    attack = "<script>alert(1)</script>"
    profile = entries.profile(mapping, title=attack, slug="x", engagement_kind="answered", engagement=attack)
    entries.answer(of=profile, text=attack, author_body=attack)
    entries.lesson(title=attack, text=attack), entries.need(title=attack, text=attack)
    for address in (LIST, LESSONS, NEEDS, MAPPING, SUMMARY, reverse("cms:profile-detail", args=["round-one", "x"])):
        assert attack.encode() not in client.get(address).content, address


def test_three_rows_cost_as_many_queries_as_one(client, full):
    addresses = (LIST, LESSONS, NEEDS, MAPPING, SUMMARY, CSV, XLSX, PROFILE)
    counts = {address: queries(client, address) for address in addresses}
    for _number in range(2):
        profile = entries.profile(full.exercise)
        profile.countries = full.countries.all()
        profile.save()
        for of in (profile, full):
            added = entries.answer(of=of, area=AreaOfWork.objects.get())
            added.groups = [factories.group()]
            added.save()
        lesson = entries.lesson(profile=full)
        lesson.tags = LessonTag.objects.all()
        lesson.save()
        entries.need(profile=full)
        entries.mapping()
    assert {address: queries(client, address) for address in addresses} == counts


def queries(client, address):
    """How many queries an address costs, once the first request has filled the caches."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
