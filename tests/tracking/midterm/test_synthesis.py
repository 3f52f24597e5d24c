"""The synthesis of one recommendation: everything side by side, of how many, and never an average."""

import pytest

from tests import factories
from tracking.midterm.inputs import carried, carry_over
from tracking.midterm.overview import Overview
from tracking.midterm.provenance import traces
from tracking.midterm.synthesis import Synthesis
from tracking.models import AnswerUse


@pytest.fixture
def people(officer, approver, coordinator):
    return officer, approver, coordinator


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


@pytest.fixture
def key(recommendation):
    return f"r{recommendation.pk}"


def use(answer, by, now, **fields):
    AnswerUse(answer=answer, **{"is_used": True, "excerpt": answer.headline, **fields}).decide(by=by, now=now)


def test_figures_say_of_how_many(call, city, other_city, recommendation, people, key):
    basis = {"setback": True, "challenges": ["funds", "staff"], "indicators": [{"title": "Beds", "value": "40"}]}
    factories.said(call, city, people, **{key: {"status": "partly", "basis": basis}})
    synthesis = Synthesis(call, recommendation)
    assert [(value, number) for value, _label, number in synthesis.distribution] == [("partly", 1)]
    assert (len(synthesis.inputs), len(synthesis.governments)) == (1, 2)
    assert synthesis.population == (500_000, 600_000)
    assert synthesis.population_share == 83
    assert synthesis.setbacks == 1
    assert synthesis.challenges == [("funds", 1), ("staff", 1)]
    [(title, valued, missing, rows)] = synthesis.indicators
    assert (title, valued, missing, rows[0][0]) == ("Beds", 1, 0, "Altamira")
    other_city.population = None
    other_city.save()
    assert Synthesis(call, recommendation).population_share is None


def test_only_governments_asked_are_counted(call, city, other_city, recommendation, people, key):
    call.governments.add(city)
    factories.said(call, city, people, **{key: {}})
    synthesis = Synthesis(call, recommendation)
    assert [row.name for row in synthesis.governments] == ["Altamira"]
    assert synthesis.population_share == 100


def test_newest_accepted_version_is_the_answer(call, city, recommendation, people, key):
    factories.said(call, city, people, **{key: {"headline": "Old."}})
    newer = factories.said(call, city, people, version=2, **{key: {"headline": "New."}})
    factories.contribution(call, city, [recommendation], version=3)
    [row] = Synthesis(call, recommendation).inputs
    assert row.answer == newer.answers.get()


def test_same_headline_carries_the_decision_over_and_another_one_does_not(
    call, city, recommendation, people, key, coordinator, now, review
):
    other = factories.recommendation(review)
    first = factories.said(call, city, people, **{key: {"headline": "Same."}, f"r{other.pk}": {"headline": "Old."}})
    for answer in first.answers.all():
        use(answer, coordinator, now, excerpt="Short.")
    factories.said(call, city, people, version=2, **{key: {"headline": "Same."}, f"r{other.pk}": {"headline": "New."}})
    [same], [changed] = Synthesis(call, recommendation).inputs, Synthesis(call, other).inputs
    assert (same.decision, same.proposal.excerpt, same.is_changed) == ("undecided", "Short.", False)
    assert (changed.decision, changed.proposal, changed.earlier.excerpt) == ("changed", None, "Short.")
    assert [row.answer.recommendation for row in carried(call)] == [recommendation]
    assert carry_over(call, by=coordinator, now=now) == 1
    assert carry_over(call, by=coordinator, now=now) == 0
    [same] = Synthesis(call, recommendation).inputs
    assert (same.decision, same.use.excerpt, same.use.confirmed_at) == ("used", "Short.", None)


def test_voices_stand_beside_each_other(
    call, city, recommendation, people, key, officer, coordinator, commenter, state
):
    factories.said(call, city, people, **{key: {}})
    ministry = factories.member("national-viewer", state, organisation="Ministry of Housing")
    factories.measure(call, recommendation, ministry, "accepted", coordinator)
    factories.measure(call, recommendation, ministry, "submitted", body="Ministry of Justice")
    follow_up = factories.follow_up(city, recommendation, officer, visibility="public", status="ongoing")
    factories.comment(follow_up, commenter, "published", coordinator)
    factories.comment(follow_up, commenter, text="Waiting.")
    factories.national_assessment(recommendation, coordinator)
    synthesis = Synthesis(call, recommendation)
    assert [row.body for row in synthesis.measures] == ["Ministry of Housing"]
    assert [row.text for row in synthesis.comments] == ["Half of the beds are closed."]
    assert synthesis.assessment.status == "partly"


def test_last_reports_paragraph_stands_beside(call, review, recommendation, coordinator):
    earlier = factories.call(review, coordinator, target_date="2026-05-08", deadline="2026-01-01")
    factories.national_text(earlier, coordinator, "We said this.", recommendation=recommendation)
    assert Synthesis(call, recommendation).earlier_text.written[0].sentence == "We said this."
    assert Synthesis(earlier, recommendation).earlier_text is None


def test_every_sentence_goes_back_to_its_people(call, city, recommendation, people, key, coordinator, state, now):
    answer = factories.said(call, city, people, **{key: {"headline": "40 beds."}}).answers.get()
    use(answer, coordinator, now)
    ministry = factories.member("national-viewer", state, organisation="Ministry of Housing")
    measure = factories.measure(call, recommendation, ministry, "accepted", coordinator)
    factories.national_text(
        call, coordinator, ("From a city.", f"answer-{answer.pk}"), ("From a ministry.", f"measure-{measure.pk}"),
        "From nowhere.", recommendation=recommendation,
    )  # fmt: skip
    found = traces(Synthesis(call, recommendation))
    assert [(row.words, row.is_excerpt, row.is_traced) for row in found] == [
        ("40 beds.", True, True), ("From a city.", False, True), ("From a ministry.", False, True),
        ("From nowhere.", False, False),
    ]  # fmt: skip
    assert (str(found[0].prepared_by), str(found[0].approved_by)) == ("officer", "approver")
    assert found[2].measure == measure
    factories.said(call, city, people, version=2, **{key: {"headline": "45 beds."}})
    assert traces(Synthesis(call, recommendation))[0].newer.version == 2


def test_overview_counts_what_is_said_decided_and_written(
    call, city, other_city, recommendation, people, key, coordinator, now, review, django_assert_num_queries
):
    answer = factories.said(call, city, people, **{key: {"headline": "40 beds."}}).answers.get()
    factories.said(call, other_city, people, **{key: {"status": "implemented", "basis": {"evidence": 0}}})
    use(answer, coordinator, now)
    factories.national_text(call, coordinator, "Two words.", ("And three more.", f"answer-{answer.pk}"),
                            recommendation=recommendation)  # fmt: skip
    cluster = recommendation.themes.get().cluster
    factories.national_text(call, coordinator, "Of a cluster.", cluster=cluster, part="context")
    with django_assert_num_queries(20):
        overview = Overview(call)
    row = overview.rows[recommendation.pk]
    assert (row.answers, row.decided, row.used, row.undecided) == (2, 1, 1, 1)
    assert (row.sentences, row.untraced, row.words, row.flags) == (2, 1, 7, 1)
    [group] = overview.groups()
    assert (group.code, group.words, overview.words, overview.untraced) == ("economic-social", 10, 10, 1)
    factories.recommendation(review)
    with django_assert_num_queries(13):  # the flags are kept
        assert len(Overview(call).rows) == 2
