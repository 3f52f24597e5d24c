"""Contradictions: each kind on both sides of its line, explained in a sentence, and settled until its facts change."""

import datetime

import pytest

from tests import factories
from tracking.midterm import contradictions, last_time
from tracking.midterm.contradictions import Case
from tracking.midterm.contradictions.figures import counted_twice, number_changed, programme_key, wrong_way
from tracking.midterm.contradictions.kinds import no_evidence, not_competent, setback
from tracking.midterm.contradictions.reading import Before, Said
from tracking.models import ContradictionNote, NationalMeasure

NAMES = {1: "Altamira", 2: "Borealis"}


def said(government=1, status="in_progress", headline="", detail="", note="", basis=None):
    return Said(7, government, 10 + government, 1, status, headline, detail, note, basis)


def case(*answers, before=(), measures=(), comments=()):
    earlier = {row.government: row for row in before}
    return Case(7, "120.1", list(answers), earlier, list(measures), list(comments), NAMES)


def indicator(**fields):
    return {"indicators": [{"title": "Households evicted", "direction": "down", "value": "150", "baseline": "120",
                            "target": "100", "year": 2025, **fields}]}  # fmt: skip


def programme(name="Homes First", year=2024):
    return {"programmes": [{"name": name, "year": year}]}


DONE, OPEN = said(1, "implemented", basis={"evidence": 1}), said(2, "not_started", basis={})
BACK = said(1, "ongoing", basis={"setback": True})


@pytest.mark.parametrize(
    ("kind", "of", "sentence"),
    [
        (setback, case(DONE, OPEN), "Implemented or ongoing: Altamira. Not started, or a setback: Borealis."),
        (setback, case(DONE, said(2, "partly", basis={"setback": True})), "a setback: Borealis."),
        (setback, case(BACK), "Implemented or ongoing: Altamira. Not started, or a setback: Altamira."),
        (setback, case(DONE, said(2)), None),
        (setback, case(OPEN, said(1)), None),
        (no_evidence, case(said(1, "implemented", basis={"evidence": 0})), "no evidence was recorded"),
        (no_evidence, case(DONE), None),
        (no_evidence, case(said(1, "implemented", basis=None)), None),
        (no_evidence, case(said(1, "partly", basis={"evidence": 0})), None),
        (wrong_way, case(said(basis=indicator())), "should fall, and rose from 120 to 150 (2025)"),
        (wrong_way, case(said(basis=indicator(direction="up", value="90.50"))), "rise, and fell from 120 to 90.5"),
        (wrong_way, case(said(basis=indicator(baseline=None, previous="140"))), "rose from 140 to 150"),
        (wrong_way, case(said(1, "implemented", basis=indicator(value="110"))),
         "should fall to the target of 100 and is at 110 (2025)"),
        (wrong_way, case(said(basis=indicator(value="110"))), None),
        (wrong_way, case(said(basis=indicator(value=None))), None),
        (wrong_way, case(said(basis=indicator(direction="none"))), None),
        (wrong_way, case(said(basis=indicator(value="in words"))), None),
        (wrong_way, case(said(basis=None)), None),
        (counted_twice, case(said(1, basis=programme()), said(2, basis=programme("HOMES–first"))),
         "“Homes First” (2024) is reported by Altamira, Borealis."),
        (counted_twice, case(said(1, basis=programme()), measures=[
            NationalMeasure(pk=5, body="Ministry", programme="Homes First", programme_year=2024)]),
         "reported by Altamira, Ministry."),
        (counted_twice, case(said(1, basis=programme()), said(2, basis=programme(year=2025))), None),
        (counted_twice, case(said(1, basis=programme())), None),
        (counted_twice, case(said(1, basis=programme("")), said(2, basis=programme(""))), None),
        (number_changed, case(said(headline="45 beds, 12 rooms"), before=[Before(7, 1, 0, "40 beds, 12 rooms", "")]),
         "last time the figures were 40, now they are 45"),
        (number_changed, case(said(headline="1.200 homes"), before=[Before(7, 1, 0, "1,200 homes in 2025", "")]), None),
        (number_changed, case(said(headline="45 beds", note="Counted anew."), before=[Before(7, 1, 0, "40 beds", "")]),
         None),
        (number_changed, case(said(headline="40 beds and 3 rooms"), before=[Before(7, 1, 0, "40 beds", "")]), None),
        (number_changed, case(said(headline="45 beds"), before=[Before(7, 2, 0, "40 beds", "")]), None),
        (not_competent, case(said(basis={"competence": "none"})), "calls the matter not its own: Altamira."),
        (not_competent, case(said(basis={"relevance": "not-ours"})), "Altamira"),
        (not_competent, case(said(1, "not_applicable", basis={"competence": "none"})), None),
        (not_competent, case(said(basis={"competence": "shared"})), None),
    ],
)  # fmt: skip
def test_kind_sees_its_contradiction_and_nothing_else(kind, of, sentence):
    flags = list(kind(of))
    assert len(flags) == (sentence is not None)
    if flags:
        assert sentence in flags[0].sentence
        assert flags[0].advice
        assert len(flags[0].key) == 64
        assert flags == list(kind(of))  # the same facts make the same flag, and so the same key


def test_spellings_of_a_programme_meet():
    assert programme_key("  Viviendas: Ya! ", 2024) == programme_key("viviendas ya", "2024")
    assert programme_key("Añil", 2024) == programme_key("ANIL", 2024)
    assert programme_key("برنامج السكن", None) != programme_key("برنامج", None)


@pytest.fixture
def people(officer, approver, coordinator):
    return officer, approver, coordinator


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


def test_whole_call_is_read_from_accepted_versions_alone(
    call, city, other_city, recommendation, people, commenter, coordinator, officer
):
    key = f"r{recommendation.pk}"
    factories.said(call, city, people, **{key: {"status": "implemented", "basis": {"evidence": 0}}})
    factories.contribution(call, other_city, [recommendation])  # a draft: nobody reads it
    follow_up = factories.follow_up(city, recommendation, officer, visibility="public", status="ongoing")
    factories.comment(follow_up, commenter, "published", coordinator)
    factories.comment(follow_up, commenter, text="Not decided on yet.")
    found = contradictions.find(call)
    assert [flag.kind for flag in found] == ["no-evidence", "disputed"]
    assert "Altamira says “Implemented”. Homes for All disputes it: “Half of the beds are closed.”" in found[1].sentence
    assert contradictions.find(call, [recommendation.pk]) == found
    assert contradictions.find(call, [factories.recommendation(call.review).pk]) == []


def test_figures_are_held_against_the_last_report(call, review, city, recommendation, people, coordinator):
    key = f"r{recommendation.pk}"
    earlier = factories.call(review, coordinator, target_date="2026-05-08", deadline="2026-01-01")
    type(earlier).objects.filter(pk=earlier.pk).update(opened_at=call.opened_at - datetime.timedelta(days=900))
    factories.said(earlier, city, people, **{key: {"headline": "40 beds."}})
    factories.said(call, city, people, **{key: {"headline": "25 beds."}})
    assert [flag.kind for flag in contradictions.find(call)] == ["number-changed"]
    earlier.refresh_from_db()
    assert contradictions.find(earlier) == []


def test_flag_and_the_words_beside_the_answer_compare_with_the_same(call, review, city, recommendation, people):
    key = f"r{recommendation.pk}"
    first = factories.said(call, city, people, **{key: {"headline": "40 beds."}})
    newest = factories.said(call, city, people, version=3, **{key: {"headline": "25 beds."}})
    for status, kinds in (("returned", []), ("accepted", ["number-changed"])):  # returned words are no last time
        words = "Count again." if status == "returned" else ""
        type(first).objects.filter(pk=first.pk).update(status=status, words=words)
        assert [flag.kind for flag in contradictions.find(call)] == kinds
        assert len(last_time.unexplained(newest)) == len(kinds)
    before = factories.call(review, people[2], title="First call")
    type(before).objects.filter(pk=before.pk).update(opened_at=call.opened_at - datetime.timedelta(days=900))
    factories.said(before, city, people, **{key: {"headline": "12 beds."}})
    [flag] = contradictions.find(call)
    assert "were 12, now they are 25" in flag.sentence
    newest.refresh_from_db()
    assert last_time.unexplained(newest) == {recommendation.pk: (["12"], ["25"])}


def test_figure_short_of_its_target_names_both_values_their_years_and_the_direction():
    measured = {"title": "Beds", "direction": "up", "value": "25", "year": 2025, "target": "40", "target_year": 2030}
    [flag] = wrong_way(case(said(1, "implemented", basis={"indicators": [measured]})))
    assert "“Beds” should rise to the target of 40 (2030) and is at 25 (2025)." in flag.sentence
    measured |= {"baseline": "30", "baseline_year": 2022}
    [flag] = wrong_way(case(said(1, basis={"indicators": [measured]})))
    assert "“Beds” should rise, and fell from 30 (2022) to 25 (2025)." in flag.sentence


def test_settled_flag_stands_again_when_its_facts_change(call, city, other_city, recommendation, people, now):
    key = f"r{recommendation.pk}"
    bare = {"status": "implemented", "basis": {"evidence": 0}}
    factories.said(call, city, people, **{key: bare})
    [row] = contradictions.find_settled(call)
    assert row.is_open
    assert contradictions.kept(call).open_by_recommendation() == {recommendation.pk: 1}
    note = ContradictionNote.objects.settle(
        call, kind=row.flag.kind, key=row.flag.key, recommendation=recommendation, note="Seen.", by=people[2], now=now
    )
    [row] = contradictions.find_settled(call)
    assert (row.note, row.earlier) == (note, None)
    factories.said(call, other_city, people, **{key: bare})
    [row] = contradictions.find_settled(call)
    kept = contradictions.kept(call)  # what was found before is not shown any more
    assert (kept.open_by_recommendation(), kept.is_current) == ({recommendation.pk: 1}, True)
    assert row.is_open
    assert row.earlier == note
    assert "Altamira, Borealis" in row.flag.sentence
    assert contradictions.find_settled(call, [recommendation.pk]) == [row]


def test_queries_do_not_grow_with_what_is_read(call, review, state, recommendation, people, django_assert_num_queries):
    for number in range(3):
        rows = [recommendation, *(factories.recommendation(review) for _row in range(number))]
        answers = {f"r{row.pk}": {"status": "implemented", "basis": {"evidence": 0}} for row in rows}
        factories.said(call, factories.government(state, f"City {number}"), people, **answers)
        if number in (0, 2):
            with django_assert_num_queries(5):
                contradictions.find(call)


def test_flags_of_another_state_stay_there(call, city, recommendation, people, stranger):
    other = factories.state("XOT", "XO", "Otheria")
    elsewhere = factories.call(factories.review(other), stranger)
    factories.said(call, city, people, **{f"r{recommendation.pk}": {"status": "implemented", "basis": {}}})
    assert contradictions.find(elsewhere) == []


def test_page_does_not_wait_where_there_is_much(call, city, recommendation, people, monkeypatch):
    monkeypatch.setattr(contradictions.finding, "MANY", 0)
    factories.said(call, city, people, **{f"r{recommendation.pk}": {"status": "implemented", "basis": {}}})
    kept = contradictions.kept(call)
    assert (kept.flags, kept.is_current) == ([], False)
    contradictions.look_again(call)
    kept = contradictions.kept(call)
    assert (len(kept.flags), kept.is_current) == (1, True)
