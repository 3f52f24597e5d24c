"""What two editions say differently, from their frozen contents alone."""

import dataclasses
import typing
from datetime import date

import pytest

from tests.tracking.midterm import samples
from tracking.midterm.content import abridged
from tracking.midterm.difference import ADDED, CHANGED, REMOVED, compare
from tracking.midterm.difference_texts import CODED, SAID_BY_THE_NAME, SAID_ON_THE_COVER
from tracking.midterm.difference_words import LABELS
from tracking.midterm.entries import ChapterEntry, PracticeEntry, RecommendationEntry, ReportContent
from tracking.midterm.state_entries import AssessmentEntry, PledgeEntry, Sentence, StateRecords, TextEntry


@pytest.fixture
def before():
    """A usual edition."""
    return samples.usual()


def altered(content, paragraph, **fields):
    """The content with other fields in one recommendation."""
    clusters = tuple(
        dataclasses.replace(
            cluster,
            recommendations=tuple(
                dataclasses.replace(entry, **fields) if entry.paragraph == paragraph else entry
                for entry in cluster.recommendations
            ),
        )
        for cluster in content.clusters
    )
    return dataclasses.replace(content, clusters=clusters)


def entry_of(content, paragraph):
    return next(row for cluster in content.clusters for row in cluster.recommendations if row.paragraph == paragraph)


def test_same_content_has_no_difference_whatever_its_edition_and_day(before):
    after = dataclasses.replace(before, edition=9, compiled_on=before.call_deadline)
    assert compare(before, after).is_empty


def test_excerpt_changed_word_by_word(before):
    headline = entry_of(before, "101.1").headlines[0]
    changed = dataclasses.replace(headline, text=headline.text + " Indeed.")
    after = altered(before, "101.1", headlines=(changed, *entry_of(before, "101.1").headlines[1:]))
    found = compare(before, after)
    (part,) = found.recommendations
    (line,) = part.lines
    assert (part.name, part.kind, line.kind, line.whose) == ("101.1", CHANGED, CHANGED, headline.government)
    assert [piece.strip() for kind, piece in line.pieces if kind == "in"] == ["Indeed."]
    assert found.counts == {ADDED: 0, REMOVED: 0, CHANGED: 1}
    assert not found.chapters and not found.figures


def test_excerpts_added_and_removed_and_order_alone_is_no_difference(before):
    headlines = entry_of(before, "101.1").headlines
    less = altered(before, "101.1", headlines=headlines[1:])
    assert [line.kind for line in compare(before, less).recommendations[0].lines] == [REMOVED]
    assert [line.kind for line in compare(less, before).recommendations[0].lines] == [ADDED]
    assert compare(before, altered(before, "101.1", headlines=headlines[::-1])).is_empty


def test_recommendation_added_and_removed(before):
    first, *others = before.clusters
    less = dataclasses.replace(
        before, clusters=(dataclasses.replace(first, recommendations=first.recommendations[1:]), *others)
    )
    assert [(part.name, part.kind) for part in compare(before, less).recommendations] == [("101.1", REMOVED)]
    assert [(part.name, part.kind) for part in compare(less, before).recommendations] == [("101.1", ADDED)]


def test_figures_and_versions_before_and_after(before):
    coverage = dataclasses.replace(before.coverage, governments_reported=before.coverage.governments_reported - 1)
    first, *others = before.contributions
    newer = dataclasses.replace(first, version=first.version + 1)
    after = dataclasses.replace(before, coverage=coverage, contributions=(newer, *others[1:]))
    found = compare(before, after)
    assert [figure[1:] for figure in found.figures] == [("6 of 8", "5 of 8")]
    assert found.contributions == [
        (first.government, first.version, first.version + 1),
        (others[0].government, others[0].version, None),
    ]


def test_chapters_beside_the_recommendations(before):
    after = dataclasses.replace(before, practices=before.practices[:1], compiled_by="Ministry of Justice")
    kinds = {part.name: {line.kind for line in part.lines} for part in compare(before, after).chapters}
    assert kinds == {"Good practices": {REMOVED}, "Cover": {CHANGED}}


def test_what_the_state_wrote_and_recorded(before):
    after = altered(
        before,
        "101.1",
        national_text=(Sentence("A new law stands.", "Ministry of Justice"),),
        assessment=AssessmentEntry("partly", ""),
    )
    pledge = PledgeEntry("1", "Invite rapporteurs.", None, "", "in_progress", "", "", date(2027, 5, 1))
    first, *others = after.clusters
    cluster = dataclasses.replace(first, texts=(TextEntry("context", (Sentence("The context.", ""),)),))
    records = dataclasses.replace(after.records, pledges=(pledge,))
    after = dataclasses.replace(after, records=records, clusters=(cluster, *others))
    found = compare(before, after)
    said = {
        (line.label, line.whose): "".join(piece for _kind, piece in line.pieces)
        for line in found.recommendations[0].lines
    }
    assert said[("national paragraph", "")] == "A new law stands."
    assert said[("status", "")] == "Partly implemented"
    chapters = {part.name: [(line.label, line.whose) for line in part.lines] for part in found.chapters}
    assert chapters[first.label] == [("national paragraph", "context")]
    assert ("due", "1") in chapters["Consultations, pledges and institutions"]
    done = dataclasses.replace(records, pledges=(dataclasses.replace(pledge, status="implemented"),))
    (part,) = compare(after, dataclasses.replace(after, records=done)).chapters
    assert [line.label for line in part.lines] == ["status"]


def twins(content, *, codes=("north", "south")):
    """The content with a province and a city of one name as its first two contributions, known by `codes`."""
    first, second, *others = content.contributions
    rows = (
        dataclasses.replace(first, government="Altamira", level="province", government_code=codes[0]),
        dataclasses.replace(second, government="Altamira", level="city", government_code=codes[1]),
        *(dataclasses.replace(row, government_code=row.government.lower() if codes[0] else "") for row in others),
    )
    return dataclasses.replace(content, contributions=rows)


@pytest.mark.parametrize("codes", [("north", "south"), ("", "")], ids=["with codes", "edition of an earlier format"])
def test_versions_of_two_governments_of_one_name_stay_apart(before, codes):
    old = twins(before, codes=codes)
    first, second, *others = old.contributions
    newer = dataclasses.replace(second, version=second.version + 1)
    found = compare(old, dataclasses.replace(old, contributions=(first, newer, *others)))
    assert found.contributions == [("Altamira (city)", second.version, second.version + 1)]
    assert compare(old, old).is_empty


def test_government_with_another_name_is_still_the_same(before):
    old = twins(before)
    first, *others = old.contributions
    renamed = dataclasses.replace(first, government="Altamira Province", version=first.version + 1)
    found = compare(old, dataclasses.replace(old, contributions=(renamed, *others)))
    assert found.contributions == [("Altamira Province", first.version, first.version + 1)]


def test_edition_with_codes_is_compared_by_name_with_one_without(before):
    coded = tuple(dataclasses.replace(row, government_code=row.government.lower()) for row in before.contributions)
    first, *others = entry_of(before, "101.1").headlines
    after = altered(before, "101.1", headlines=(dataclasses.replace(first, government_code="altamira"), *others))
    assert compare(before, dataclasses.replace(after, contributions=coded)).is_empty


def test_excerpts_of_two_governments_of_one_name_stay_apart(before):
    old = twins(before)
    first, second, *_others = entry_of(old, "101.1").headlines
    both = [dataclasses.replace(row, government="Altamira") for row in (first, second)]
    north, south = (
        dataclasses.replace(row, government_code=code) for row, code in zip(both, ("north", "south"), strict=True)
    )
    old, new = altered(old, "101.1", headlines=(north, south)), altered(old, "101.1", headlines=(south,))
    (line,) = compare(old, new).recommendations[0].lines
    assert (line.kind, line.pieces) == (REMOVED, [("out", north.text)])


def test_abridged_edition_is_not_compared_answer_by_answer(before):
    short = abridged(before)
    cut = altered(short, "101.1", headlines=(), challenges=(), next_steps=(), recommending_states=("Ardania",))
    found = compare(before, cut)
    assert found.is_abridged
    assert [line.label for line in found.recommendations[0].lines] == ["recommending States"]
    assert not compare(before, before).is_abridged
    assert compare(short, before).is_empty


def fields_told(kind, within=""):
    """The fields of a kind of content, and of all that hangs on it, by which a text may be called.

    The figures of a recommendation itself are told of in other words.
    """
    for name, hint in typing.get_type_hints(kind).items():
        parts = [part for part in typing.get_args(hint) if dataclasses.is_dataclass(part)] or [hint]
        for part in parts:
            if dataclasses.is_dataclass(part):
                yield from fields_told(part, name)
            elif part is not bool and (within or part not in (int, int | None, tuple[int, ...])):
                yield within if name == "text" and within else name


def test_every_field_has_a_name_that_people_read():
    kinds = (RecommendationEntry, TextEntry, PracticeEntry, ChapterEntry, StateRecords)
    found = {name for kind in kinds for name in fields_told(kind)} - SAID_BY_THE_NAME - CODED - {"label"}
    found |= {name for name, hint in typing.get_type_hints(ReportContent).items() if hint is str} - SAID_ON_THE_COVER
    assert sorted(found - set(LABELS)) == []
    assert not [words for words in LABELS.values() if "_" in str(words)]
