"""What two editions say differently, from their frozen contents alone."""

import dataclasses
from datetime import date

import pytest

from tests.tracking.midterm import samples
from tracking.midterm.difference import ADDED, CHANGED, REMOVED, compare
from tracking.midterm.state_entries import AssessmentEntry, PledgeEntry, Sentence, TextEntry


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
