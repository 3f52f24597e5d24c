"""Finding, comparing and citing practices: counts, the map, two side by side, files, and who proposes one."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from cms.models import PracticePage, PracticeProposal
from cms.models.practice_workflow import may_pass
from cms.practices.facets import Facets
from cms.practices.world_map import WORLD, frame_around, markers
from cms.publication import touches_sensitive_topic
from cms.workflow import set_up_workflow
from tests import factories
from tests.cms import pages

LIST = "/en/practices/"


def soup_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def two(practice_index, city):
    """A shelter of the city on the map, and a school in another country that did not work."""
    shelter = pages.practice(
        practice_index, city, title="Shelter & more", latitude=-6.2, longitude=106.8, challenge_kinds=["funds"],
        outcome="achieved", kind="service",
    )  # fmt: skip
    school = pages.practice(
        practice_index, None, title="School", place_name="Farville, Farland", country="XFA", kind="service",
        outcome="not_achieved", challenge_kinds=["staff", "funds"], latitude=52.0, longitude=5.0,
    )  # fmt: skip
    return shelter, school


def options(soup, name):
    return [option.text for option in soup.select(f"select[name={name}] option")][1:]


def test_choices_say_how_many_they_leave_and_none_leads_to_nothing(client, two):
    soup = soup_of(client, f"{LIST}?challenge=staff")
    assert [link.text for link in soup.select(".card h3 a")] == ["School"]
    assert options(soup, "challenge") == ["funds (2)", "staff (1)"]
    assert options(soup, "outcome") == ["did not achieve it (1)"]
    assert options(soup, "country") == ["XFA (1)"]
    assert soup.select_one("details.filter-more").has_attr("open")


def test_themes_and_groups_stand_in_the_alphabet_of_the_page(client, practice_index, city):
    names = {"Agenda": "Programme", "Health": "Égalité", "Housing": "Travail"}
    rows = [factories.theme(name) for name in names]
    for row in rows:
        row.labels["fr"] = names[row.name]
        row.save()
    groups = [factories.group(code) for code in ("children", "youth")]
    groups[0].labels["fr"], groups[1].labels["fr"] = "Élèves", "Adultes"
    for group in groups:
        group.save()
    pages.practice(practice_index, city, themes=rows, groups=groups)
    with translation.override("fr"):
        facets = Facets(PracticePage.objects.all()).all
    assert list(facets["theme"].words.values()) == ["Égalité", "Programme", "Travail"]
    assert list(facets["group"].words.values()) == ["Adultes", "Élèves"]


def test_order_and_csv_follow_the_address(client, two):
    soup = soup_of(client, f"{LIST}?sort=title")
    assert [link.text for link in soup.select(".card h3 a")] == ["School", "Shelter & more"]
    answer = client.get(f"{LIST}?country=XFA&format=csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["country"], row["outcome"], row["challenge_kinds"], row["longitude"]) == (
        *("XFA", "not_achieved", "staff funds", "5"),
    )


def test_map_links_every_place_and_a_table_says_the_same(client, two, practice_index, city):
    pages.practice(practice_index, city, title="Nowhere")
    soup = soup_of(client, f"{LIST}?view=map")
    assert [link["href"] for link in soup.select("svg a")] == ["/en/practices/school/", "/en/practices/shelter-more/"]
    assert [link.text for link in soup.select("table a")] == ["School", "Shelter & more", "Nowhere"]
    assert "Not on the map" in soup.select_one("table").text
    assert not soup.select("svg image, [style]")


def test_map_zooms_to_what_it_shows_and_joins_what_lies_together(two):
    shelter, school = two
    assert frame_around([]) == WORLD
    near = frame_around([(5.0, 52.0)])
    assert near.width < WORLD.width
    assert near.west < 5 < near.east and near.south < 52 < near.north
    assert WORLD.point(-180, WORLD.north) == (0, 0)
    twin = PracticePage(latitude=52.1, longitude=5.1)
    assert [len(marker.places) for marker in markers(WORLD, [shelter, school, twin])] == [1, 2]


def test_two_practices_stand_side_by_side(client, two):
    shelter, school = two
    address = reverse("cms:practice-compare")
    soup = soup_of(client, f"{address}?practice={shelter.translation_key}&practice={school.translation_key}")
    row = next(row for row in soup.select("tbody tr") if row.th.text == "All in all")
    assert [cell.text for cell in row.select("td")] == ["achieved what it set out to do", "did not achieve it"]
    assert not soup_of(client, f"{address}?practice=nonsense").select("table")
    three = "&".join(f"practice={key}" for key in (shelter.translation_key, school.translation_key, "x"))
    assert "You chose more than two" in soup_of(client, f"{address}?{three}").text


def test_citations_hold_the_permanent_address_that_outlives_a_new_title(client, two, settings):
    settings.SITE_URL = "https://upr.example.org"
    shelter, _school = two
    key = shelter.translation_key
    permanent = f"https://upr.example.org/practice/{key}/"
    for form, words in (("txt", "Shelter & more"), ("bib", r"Shelter \& more"), ("ris", "TI  - Shelter & more")):
        answer = client.get(reverse("cms:practice-cite", args=[key, form]))
        assert words in answer.content.decode() and permanent in answer.content.decode()
        assert f"{shelter.city}, {shelter.city.state}" in answer.content.decode()
        assert f'filename="shelter-more.{form}"' in answer["Content-Disposition"]
    assert client.get(reverse("cms:practice-cite", args=[key, "exe"])).status_code == 404
    shelter.slug = "refuge"
    shelter.save_revision().publish()
    assert client.get(f"/practice/{key}/", follow=True).redirect_chain[-1][0] == "/en/practices/refuge/"


@pytest.fixture
def workflow(practice_index, editor):
    """The workflow that create_site sets up."""
    return set_up_workflow()


def proposal_form(**fields):
    """What an officer sends."""
    complete = pages.practice_fields(title="Our desk", source_title="Council minutes", source_kind="report", **fields)
    return {name: value for name, value in complete.items() if value is not False and name != "last_verified"}


def address_of(name, government, *more):
    return reverse(f"cms:proposal-{name}", args=[government.pk, *more])


@pytest.mark.parametrize(
    ("who", "may_read", "may_add"),
    [
        ("officer", 200, 200), ("approver", 200, 200), ("collector", 200, 200), ("viewer", 200, 403),
        ("outsider", 404, 404), ("coordinator", 404, 404), ("editor", 404, 404),
    ],
)  # fmt: skip
def test_who_proposes(request, signed_in, workflow, city, who, may_read, may_add):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(address_of("list", city)).status_code == may_read
    assert client.get(address_of("add", city)).status_code == may_add
    assert signed_in(None).get(address_of("add", city)).status_code == 302


def test_proposal_goes_to_the_editors_comes_back_with_words_and_is_published(
    signed_in, client, workflow, city, officer, viewer, outsider, editor
):
    officers = signed_in(officer)
    officers.post(address_of("add", city), proposal_form(save="yes", results=""))
    proposal = PracticeProposal.objects.get()
    detail, edit = proposal.get_absolute_url(), proposal.edit_address
    assert (proposal.stage, proposal.page.city, proposal.page.live) == ("draft", city, False)
    answer = officers.post(edit, proposal_form(hand_in="yes", results=""))
    assert "State a result." in answer.content.decode()
    officers.post(edit, proposal_form(hand_in="yes"))
    assert PracticeProposal.objects.get().stage == "in-review"
    assert officers.get(edit).status_code == 403
    task = proposal.page.current_workflow_task.specific
    task.on_action(proposal.page.current_workflow_task_state.specific, editor, "reject", comment="Name the year.")
    assert "Name the year." in signed_in(viewer).get(detail).content.decode()
    officers.post(address_of("reply", city, proposal.pk), {"text": "Done: 2026."})
    assert signed_in(viewer).post(address_of("reply", city, proposal.pk), {"text": "Me too"}).status_code == 403
    assert signed_in(outsider).get(detail).status_code == 404
    officers.post(edit, proposal_form(hand_in="yes", costs="100 in 2026"))
    page = PracticePage.objects.get()
    words = [said["text"] for said in PracticeProposal.objects.get().exchange()]
    assert words == ["Name the year.", "Done: 2026."]
    edit_page = signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Done: 2026." in edit_page and "Tick the protection check" in edit_page
    ticks = dict.fromkeys(task.get_form_for_action("approve")().fields, True) | {"comment": ""}
    task.on_action(page.current_workflow_task_state.specific, editor, "approve", **ticks)
    assert PracticeProposal.objects.get().stage == "published"
    assert "100 in 2026" in client.get(PracticePage.objects.get().get_url()).content.decode()


def test_nobody_passes_a_sensitive_practice_that_they_proposed(workflow, city, officer, editor, signed_in, review):
    officer.groups.add(*editor.groups.all())
    row = factories.recommendation(review, "120.9", is_sensitive=True)
    form = proposal_form(
        hand_in="yes", review=review.pk, paragraphs=row.paragraph, second_reader="Ombudsperson's office"
    )
    signed_in(officer).post(address_of("add", city), form)
    page = PracticeProposal.objects.get().page
    page.paragraphs, page.review, page.second_reader = row.paragraph, review, "Ombudsperson's office"
    page.full_clean()
    page.save_revision()
    assert touches_sensitive_topic(page.get_latest_revision_as_object())
    assert (may_pass(page, officer), may_pass(page, editor)) == (False, True)


def test_text_that_may_point_to_a_person_asks_for_a_tick(signed_in, workflow, city, officer):
    form = proposal_form(save="yes", lessons="Call 600 123 456 and ask.")
    answer = signed_in(officer).post(address_of("add", city), form)
    assert "600 123 456" in answer.content.decode() and not PracticeProposal.objects.exists()
    signed_in(officer).post(address_of("add", city), form | {"confirmed": "on"})
    assert PracticeProposal.objects.count() == 1


def test_proposal_begins_from_a_published_step_of_the_own_government_only(
    signed_in, workflow, city, officer, other_city, outsider, recommendation
):
    own = factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])
    address = f"{address_of('add', city)}?step={own.pk}"
    assert signed_in(officer).get(address).status_code == 404
    own.visibility = "public"
    own.save()
    assert address in signed_in(officer).get(own.get_absolute_url(), follow=True).content.decode()
    assert address_of("list", city) in signed_in(officer).get(reverse("tracking:workspace", args=[city.pk])).text
    soup = soup_of(signed_in(officer), address)
    assert soup.select_one("input[name=title]")["value"] == own.title
    assert soup.select_one("input[name=paragraphs]")["value"] == recommendation.paragraph
    assert signed_in(outsider).get(f"{address_of('add', other_city)}?step={own.pk}").status_code == 404
    signed_in(officer).post(address, proposal_form(save="yes"))
    page = PracticeProposal.objects.get().page
    assert [step.pk for step in page.linked_steps()] == [own.pk]
    own.visibility = "internal"
    own.save()
    assert not PracticePage.objects.get().linked_steps()


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_proposals_costs_the_same_however_long(
    signed_in, workflow, city, officer, count, django_assert_num_queries
):
    client = signed_in(officer)
    for number in range(count):
        client.post(address_of("add", city), proposal_form(save="yes") | {"title": f"Desk {number}"})
    client.get(address_of("list", city))
    with django_assert_num_queries(7):
        client.get(address_of("list", city))
