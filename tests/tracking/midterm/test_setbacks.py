"""A setback stands wherever a status stands, with what went backwards, as far as its government made that public."""

import csv
import dataclasses
import io
import json

import pytest

from tests import factories
from tests.tracking.midterm import samples
from tracking.documents.blocks import Paragraph
from tracking.midterm import canonical, collect, csv_files, docx, html, paragraph_texts, progress, summary, words
from tracking.midterm.answer_entries import Remark
from tracking.midterm.index import Index
from tracking.midterm.xlsx_sheets import sheets

WORDS = "The shelter closed in May."


@pytest.fixture
def report():
    """The usual report; Altamira had a setback on 101.1, and on 101.2, where it says no more of it."""
    return with_setbacks(samples.usual(), {"101.1": ("Altamira", WORDS), "101.2": ("Altamira", "")})


def with_setbacks(report, found):
    def entry(row):
        government, text = found.get(row.paragraph, ("", ""))
        marks = (Remark(government, text, 1),) if government else ()
        return dataclasses.replace(row, setbacks=marks, setback_count=len(marks))

    def answer(contribution, row):
        government, text = found.get(row.paragraph, ("", ""))
        is_it = government == contribution.government
        return dataclasses.replace(row, has_setback=True, setback=text) if is_it else row

    clusters = tuple(
        dataclasses.replace(cluster, recommendations=tuple(map(entry, cluster.recommendations)))
        for cluster in report.clusters
    )
    contributions = tuple(
        dataclasses.replace(row, answers=tuple(answer(row, part) for part in row.answers))
        for row in report.contributions
    )
    return dataclasses.replace(report, clusters=clusters, contributions=contributions)


def spoken(blocks):
    return ["".join(span.text for span in block.spans) for block in blocks if isinstance(block, Paragraph)]


def parts_of(report):
    """{part of the page: its text without tags}."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - only here

    page = BeautifulSoup("".join(html.pieces(report, "x")), "html.parser")
    return {part["class"][1]: part.get_text(" ", strip=True) for part in page.select(".part")}


def test_distribution_says_how_many_and_main_gaps_name_them(report):
    index = Index(report)
    entry = index.recommendations[0]
    assert "(1 of them with a setback); 4 of 8 answered" in words.distribution_words(entry)
    gaps = next(section for section in summary.summary(report, index) if section.anchor == "summary_not_started")
    told = spoken(gaps.blocks)
    assert any("report setbacks on 2 recommendations" in line for line in told)
    assert any(line.startswith("101.1, Follow-up mechanisms: ") for line in told)
    assert f"Setback: Altamira: {WORDS}" in told
    assert "Setback: Altamira" in told


def test_body_annexes_and_tables_tell_of_it(report):
    found = parts_of(report)
    for part in ("progress", "annex_a", "annex_b"):
        assert WORDS in found[part], part
    assert "(1 of them with a setback)" in found["progress"]
    assert "Setback" in found["annex_b"]
    made = {sheet.title: [tuple(column.title for column in sheet.columns), *sheet.rows] for sheet in sheets(report)}
    rows = [dict(zip(made["Annex A"][0], row, strict=True)) for row in made["Annex A"][1:]]
    assert (rows[0]["Answers with a setback"], rows[0]["What went backwards"]) == (1, f"Altamira: {WORDS}")
    answers = [dict(zip(made["City answers"][0], row, strict=True)) for row in made["City answers"][1:]]
    assert [row["What went backwards"] for row in answers if row["Setback"]] == [WORDS, ""]


def test_csv_files_and_the_matrix_tell_of_it(report):
    out = io.BytesIO()
    csv_files.by_paragraph(report, out)
    row = next(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert (row["answers_with_setback"], row["setbacks"]) == ("1", f"Altamira: {WORDS}")
    assert f"Setback: Altamira: {WORDS}" in row["assessment_text"]
    out = io.BytesIO()
    csv_files.annex_a(report, out)
    assert WORDS in out.getvalue().decode("utf-8-sig")
    assert "(1 of them with a setback)" in paragraph_texts.texts(report)["101.2"]


def test_json_holds_it_and_an_edition_before_opens_without(report):
    text = canonical.to_json(report)
    assert canonical.from_json(text) == report
    document = json.loads(canonical.to_json(samples.usual()))
    for cluster in document["report"]["clusters"]:
        for entry in cluster["recommendations"]:
            del entry["setbacks"], entry["setback_count"]
    for contribution in document["report"]["contributions"]:
        for answer in contribution["answers"]:
            del answer["has_setback"], answer["setback"]
    with pytest.raises(ValueError, match="not the expected ones"):
        canonical.from_json(json.dumps(document))
    before = json.dumps({**document, "format": "upr-local-midterm-3"})
    assert canonical.from_json(before) == samples.usual()


def test_more_setbacks_than_answers_are_refused():
    entry = samples.usual().clusters[0].recommendations[0]
    with pytest.raises(ValueError, match="more setbacks than answers"):
        dataclasses.replace(entry, setback_count=9)


@pytest.mark.parametrize(
    ("visibility", "is_told", "said"), [("public", True, WORDS), ("internal", True, ""), ("restricted", False, "")]
)
def test_what_is_collected_obeys_the_government(
    review, city, recommendation, officer, approver, coordinator, now, visibility, is_told, said
):
    factories.follow_up(
        city, recommendation, officer, status="in_progress", has_setback=True, setback_explanation=WORDS,
        visibility=visibility,
    )  # fmt: skip
    call = factories.call(review, coordinator)
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    contributions = collect.accepted_contributions(call)
    content = collect.collect(call, contributions, language="en", today=now.date(), edition=1)
    entry = content.clusters[0].recommendations[0]
    answer = content.contributions[0].answers[0]
    assert (answer.has_setback, answer.setback) == (is_told, said)
    assert (entry.setback_count, [row.text for row in entry.setbacks]) == (int(is_told), [said] if is_told else [])


def test_cluster_without_an_answer_takes_one_sentence():
    report = samples.usual()
    silent = dataclasses.replace(
        report.clusters[0].recommendations[0], status_distribution=(), answered=0, population_answered=0,
        headlines=(), challenges=(), next_steps=(), steps_count=0,
    )  # fmt: skip
    cluster = dataclasses.replace(report.clusters[0], recommendations=(silent,))
    content = dataclasses.replace(report, clusters=(cluster,))
    section = next(iter(progress.progress(content, Index(content))))
    blocks = list(section.blocks)
    assert not [block for block in blocks if not isinstance(block, Paragraph)]
    told = spoken(blocks)
    assert [line for line in told if line.startswith("No local government")] == [
        "No local government has answered on the recommendations of this cluster."
    ]


def test_recommendation_without_a_theme_is_named_by_its_first_words():
    entry = dataclasses.replace(samples.usual().clusters[0].recommendations[0], themes=())
    assert summary.subject_of(entry).text.startswith("Set up a standing body that follows up")
    assert summary.subject_of(entry).text.endswith(" …")


def test_document_is_the_same_twice(report):
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        docx.render(report, file)
    assert files[0].getvalue() == files[1].getvalue()
