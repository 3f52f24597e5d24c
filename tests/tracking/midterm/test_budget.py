"""The budget of words: the same count as that of the rendered report, also for what was written since the edition."""

import dataclasses
import json

import pytest

from tests import factories
from tracking import models
from tracking.midterm import budget, content, stored_texts
from tracking.midterm.budget import Budget, Part
from tracking.midterm.collect import accepted_contributions, collect

QUERIES = 17
SIX = "one two three four five six"


@pytest.fixture
def call(review, recommendation, coordinator):
    """A call with a cluster, before any edition."""
    return factories.call(review, coordinator)


@pytest.fixture
def answer(call, city, recommendation, officer, approver, coordinator):
    """An answer with a challenge and a next step, of an accepted version."""
    draft = factories.contribution(call, city, [recommendation])
    draft.answers.update(challenge="Land titles are missing.", next_step="Ask the registry.")
    draft.hand_in(by=officer, now=factories.NOW)
    draft.approve(by=approver, now=factories.NOW)
    draft.accept(by=coordinator, now=factories.NOW)
    return draft.answers.get()


@pytest.fixture
def written(call, answer, recommendation, coordinator):
    """One text of every kind that the body repeats."""
    now = factories.NOW
    use = models.AnswerUse.objects.create(
        answer=answer, is_used=True, excerpt="Forty new beds.", order=1, decided_by=coordinator, decided_at=now
    )
    places = ({"recommendation": recommendation}, {"chapter": "pledges", "part": "chapter"})
    sentences = []
    for place in (*places, {"cluster": recommendation.themes.get().cluster, "part": "context"}):
        text = models.NationalText.objects.create(call=call, updated_by=coordinator, updated_at=now, **place)
        sentences.append(text.sentences.create(order=1, sentence="The State builds homes."))
    return use, sentences


def compiled(call, **fields):
    """(frozen content, its report) as an edition would hold it now."""
    frozen = collect(
        call, accepted_contributions(call), language="en", today=factories.NOW.date(), edition=fields.get("edition", 1)
    )
    made = {"content": content.to_json(frozen), "checksum": content.checksum(frozen)}
    return frozen, factories.report(call, **{**made, **fields})


def budget_of(call):
    return Budget(call, models.ReportChapter.objects.of_call(call))


def counted(words):
    return {key: number for key, number in words.items() if number}


def test_budget_right_after_an_edition_is_the_count_of_the_rendered_report(call, written, recorded):
    frozen, _report = compiled(call)
    found, count = budget_of(call), content.word_count(frozen)
    assert counted(found.words) == counted(count)
    assert found.total.words == sum(count.values())
    assert found.is_counted


@pytest.fixture
def recorded(call, recommendation, city, officer, coordinator, commenter, national_viewer):
    """[(row, the fields of which the body repeats the text)] of what ministries, the State and others wrote."""
    review, now = call.review, factories.NOW
    measure = models.NationalMeasure.objects.create(
        call=call,
        recommendation=recommendation,
        body="Ministry of Housing",
        status="accepted",
        headline="A fund.",
        programme="Homes",
        challenge="Prices.",
        next_step="A law.",
        written_by=national_viewer,
        written_at=now,
        submitted_at=now,
        decided_by=coordinator,
        decided_at=now,
    )
    follow_up = factories.follow_up(city, recommendation, officer, visibility="public")
    comment = factories.comment(follow_up, commenter, state="published", decided_by=coordinator)
    assessment = factories.national_assessment(recommendation, coordinator, visibility="public")
    filled = {"mandate": "It meets.", "change": "More staff."}
    told = {"made_at": "In Geneva", "progress": "Half done.", "lead": "Ministry"}
    meant = {"themes": "Housing.", "outcome": "A chapter.", "attended_number": 3}
    return [
        (measure, ("headline", "programme", "challenge", "next_step")),
        (comment, ("text",)),
        (assessment, ("reason",)),
        (factories.institution(review, coordinator, **filled), ("name", *filled)),
        (factories.consultation(review, coordinator, **meant), ("title", "themes", "outcome")),
        (factories.position_change(recommendation, coordinator, reason="A new law."), ("source", "reason")),
        (factories.pledge(review, coordinator, **told), ("text", *told)),
        (factories.assistance_need(review, coordinator, text="For towns.", asked_of="OHCHR"), ("text", "asked_of")),
    ]


def test_changed_texts_count_at_once_as_the_next_edition_will(call, written, recorded, coordinator):
    use, sentences = written
    compiled(call)
    before = budget_of(call).total.words
    rows = [(use, ("excerpt",)), *((sentence, ("sentence",)) for sentence in sentences), *recorded]
    for row, fields in rows:
        longer = {field: f"{getattr(row, field)} {SIX}" for field in fields}
        type(row).objects.filter(pk=row.pk).update(**longer)
    found = budget_of(call)
    assert found.total.words == before + 6 * sum(len(fields) for _row, fields in rows)
    frozen, _report = compiled(call, edition=2)
    assert counted(found.words) == counted(content.word_count(frozen))


def test_budget_before_the_first_edition_counts_what_people_wrote(call, written, coordinator):
    factories.pledge(call.review, coordinator, text=SIX)
    found = budget_of(call)
    cluster = found.clusters[0]
    assert not found.is_counted
    # The excerpt with challenge and next step, the paragraph, the cluster's context.
    assert cluster.words == 3 + 4 + 3 + 4 + 4
    assert found.of("pledges").words == 6 + 4
    assert found.of("progress").words == cluster.words


def test_texts_that_the_report_leaves_out_do_not_count(call, written, answer, coordinator):
    use, _sentences = written
    factories.pledge(call.review, coordinator, is_in_report=False)
    models.AnswerUse.objects.filter(pk=use.pk).update(is_used=False, excerpt="", reason="length")
    found = budget_of(call)
    assert found.excerpts == []
    assert found.of("pledges").words == 4
    assert found.clusters[0].words == 8


def test_headlines_count_as_the_edition_holds_them_until_the_first_decision(call, answer, coordinator):
    frozen, _report = compiled(call)
    count = content.word_count(frozen)
    found = budget_of(call)
    assert not found.is_selected
    assert counted(found.words) == counted(count)
    decided = {"decided_by": coordinator, "decided_at": factories.NOW}
    models.AnswerUse.objects.create(answer=answer, is_used=False, reason="length", **decided)
    # The headline goes, with the challenge and the next step that stand beside it.
    assert budget_of(call).total.words == sum(count.values()) - 5 - 4 - 3


def test_edition_that_is_too_long_to_be_read_for_a_page_is_not_counted(call, written, monkeypatch):
    monkeypatch.setattr(budget, "LONGEST_READ", 100)
    compiled(call)
    assert not budget_of(call).is_counted


def test_abridged_edition_counts_excerpts_as_it_was_compiled(call, written, coordinator, monkeypatch):
    _use, sentences = written
    monkeypatch.setattr(content, "MOST_LINES", 0)
    monkeypatch.setattr(stored_texts, "MOST_LINES", 0)
    frozen, _report = compiled(call)
    short = content.abridged(content.counted(frozen))
    models.Report.objects.update(content=content.to_json(short), checksum=content.checksum(short))
    assert counted(budget_of(call).words) == counted(content.word_count(frozen))
    models.NationalSentence.objects.filter(pk=sentences[0].pk).update(sentence=f"{sentences[0].sentence} {SIX}")
    assert budget_of(call).total.words == sum(content.word_count(frozen).values()) + 6


def test_edition_of_a_format_that_nobody_reads_counts_as_none(call, written):
    factories.report(call, content=json.dumps({"format": "stone"}))
    found = budget_of(call)
    assert not found.is_counted
    assert found.total.words


def test_chapters_left_out_do_not_count_in_the_whole(call, written, coordinator, now):
    factories.pledge(call.review, coordinator, text=SIX)
    whole = budget_of(call).total.words
    chapters = [
        chapter._replace(is_included=chapter.code != "pledges")
        for chapter in models.ReportChapter.objects.of_call(call)
    ]
    models.ReportChapter.objects.arrange(call, chapters, 10_700, by=coordinator, now=now)
    found = budget_of(call)
    assert found.total.words == whole - 10
    assert "pledges" not in [part.key for part in found.parts]
    assert found.of("pledges").words == 10


def test_clusters_share_the_plan_by_their_recommendations(call, review, coordinator, now):
    factories.recommendation(review, "120.2")
    alone = factories.recommendation(review, "120.3")
    alone.theme_links.update(theme=factories.theme("Right to life", cluster="civil-political"))
    chapters = [
        chapter._replace(budget=900 if chapter.code == "progress" else None)
        for chapter in models.ReportChapter.objects.of_call(call)
    ]
    models.ReportChapter.objects.arrange(call, chapters, 10_700, by=coordinator, now=now)
    assert sorted(part.planned for part in budget_of(call).clusters) == [300, 600]


def test_part_says_how_much_is_over_or_left():
    part = Part("pledges", "Pledges", 12, 10)
    assert (part.over, part.left) == (2, 0)
    assert (dataclasses.replace(part, words=4).over, dataclasses.replace(part, words=4).left) == (0, 6)
    assert (dataclasses.replace(part, planned=None).over, dataclasses.replace(part, planned=None).left) == (0, 0)


def test_longest_texts_come_first_with_whose_they_are(call, written, answer, coordinator):
    found = budget_of(call)
    [excerpt] = found.excerpts
    assert (excerpt.owner, excerpt.paragraph, excerpt.words) == ("Altamira", "120.1", 10)
    labels = [label for _text, label in found.paragraphs]
    assert {"120.1", "Voluntary pledges"} < set(labels)


def test_budget_asks_the_same_number_of_queries_whatever_is_written(
    call, review, state, coordinator, officer, approver, django_assert_num_queries
):
    compiled(call)

    def read():
        found = budget_of(call)
        return found.total, found.excerpts, found.paragraphs

    read()
    for numbers in ([1], [2, 3]):
        for number in numbers:
            city = factories.government(state, f"City {number}")
            recommendation = factories.recommendation(review, f"130.{number}")
            people = [factories.member(role, city) for role in ("officer", "approver")]
            row = factories.accepted(call, city, [recommendation], *people, coordinator)
            models.AnswerUse.objects.create(
                answer=row.answers.get(), is_used=True, excerpt=SIX, decided_by=coordinator, decided_at=factories.NOW
            )
        with django_assert_num_queries(QUERIES):
            read()
