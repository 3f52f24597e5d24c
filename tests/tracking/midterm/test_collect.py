"""What a report gathers: what was accepted and nothing else, in a fixed number of queries."""

import pytest

from tests import factories
from tracking.midterm.canonical import checksum, to_json
from tracking.midterm.collect import accepted_contributions, collect
from tracking.midterm.collect_contributions import population_of, role_word
from tracking.midterm.entries import PracticeEntry
from tracking.midterm.spool import Spool
from tracking.models import Cluster, LocalGovernment, Membership, RecommendationText, TargetTag


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def gathered(call, today):
    """A function: the ReportContent of the call as of now."""

    def gather(language="en", **fields):
        contributions = accepted_contributions(call)
        return collect(call, contributions, language=language, today=today, edition=1, **fields)

    return gather


def entries(content):
    """The recommendations of a report by paragraph."""
    return {entry.paragraph: entry for chapter in content.clusters for entry in chapter.recommendations}


def test_collect_lists_every_recommendation_without_any_input(gathered, review, city):
    for paragraph, position in [("120.2", "noted"), ("120.10", "supported"), ("120.9", "pending")]:
        factories.recommendation(review, paragraph, position=position)
    content = gathered()
    assert list(entries(content)) == ["120.2", "120.9", "120.10"]
    assert content.totals.recommendations == review.recommendations.count() == 3
    assert (content.coverage.governments_reported, content.coverage.names_silent) == (0, ("Altamira",))
    assert [entry.answered for entry in entries(content).values()] == [0, 0, 0]


def test_collect_counts_answers_and_people(
    gathered, call, city, other_city, recommendation, officer, approver, coordinator
):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    content = gathered()
    entry = entries(content)["120.1"]
    assert (entry.answered, entry.governments, entry.status_distribution) == (1, 2, (("in_progress", 1),))
    assert (entry.population_answered, entry.population) == (500_000, 600_000)
    assert [(line.government, line.text, line.contribution_version) for line in entry.headlines] == [
        ("Altamira", "40 new beds since May.", 1)
    ]
    assert content.coverage.names_reported == ("Altamira",)
    assert content.coverage.names_silent == ("Borealis",)


@pytest.mark.parametrize("stage", ["draft", "waiting", "submitted", "returned"])
def test_collect_leaves_out_what_is_not_accepted(
    gathered, call, city, recommendation, officer, approver, coordinator, now, stage
):
    contribution = factories.contribution(call, city, [recommendation])
    if stage != "draft":
        contribution.hand_in(by=officer, now=now)
    if stage in ("submitted", "returned"):
        contribution.approve(by=approver, now=now)
    if stage == "returned":
        contribution.return_("Give a number.", by=coordinator, now=now)
    assert contribution.status == stage
    assert entries(gathered())["120.1"].answered == 0


def test_collect_uses_the_accepted_version_while_a_newer_one_is_written(
    gathered, call, city, recommendation, officer, approver, coordinator, now
):
    first = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    second = first.next_version(by=officer, now=now)
    answer = second.answers.get()
    answer.headline, answer.status = "Not yet approved.", "implemented"
    answer.save()
    entry = entries(gathered())["120.1"]
    assert [line.text for line in entry.headlines] == ["40 new beds since May."]
    assert entry.status_distribution == (("in_progress", 1),)
    second.hand_in(by=officer, now=now)
    second.approve(by=approver, now=now)
    second.accept(by=coordinator, now=now)
    assert [(line.text, line.contribution_version) for line in entries(gathered())["120.1"].headlines] == [
        ("Not yet approved.", 2)
    ]


def test_collect_counts_steps_of_who_answered_but_not_restricted_ones(
    gathered, call, city, other_city, recommendation, officer, approver, coordinator
):
    silent = factories.follow_up(other_city, recommendation, officer)
    factories.step(other_city, officer, [silent])
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    follow_up = factories.follow_up(city, recommendation, officer)
    factories.step(city, officer, [follow_up])
    factories.step(city, officer, [follow_up], visibility="public")
    factories.step(city, officer, [follow_up], visibility="restricted")
    assert entries(gathered())["120.1"].steps_count == 2


def test_collect_takes_text_goals_and_targets(gathered, recommendation, coordinator, now):
    for code in ("11.1", "4.5"):
        TargetTag.objects.create(
            recommendation=recommendation, target=factories.target(code), set_by=coordinator, set_at=now
        )
    RecommendationText.objects.create(recommendation=recommendation, language="es", text="Siga construyendo viviendas.")
    english, spanish, french = (entries(gathered(language))["120.1"] for language in ("en", "es", "fr"))
    assert (english.text_language, spanish.text, spanish.text_language) == ("en", "Siga construyendo viviendas.", "es")
    assert (french.text, french.text_language) == (english.text, "en")
    assert [entry.text_is_official for entry in (english, spanish, french)] == [True, False, True]
    assert (english.goals, english.targets) == ((11,), ("4.5", "11.1"))
    assert english.recommending_states == ("Farland", "Nearland")


def test_collect_puts_clusters_in_order_and_themes_without_one_last(gathered, review):
    first = factories.recommendation(review, "120.1")
    second = factories.recommendation(review, "120.2")
    second.theme_links.update(theme=factories.theme("Trafficking", cluster="civil-political"))
    factories.recommendation(review, "120.3").theme_links.all().delete()
    Cluster.objects.filter(code="civil-political").update(order=1)
    Cluster.objects.filter(code="economic-social").update(order=2)
    chapters = [(chapter.code, [row.paragraph for row in chapter.recommendations]) for chapter in gathered().clusters]
    assert chapters == [
        ("civil-political", [second.paragraph]),
        ("economic-social", [first.paragraph]),
        ("other", ["120.3"]),
    ]


def test_collect_names_roles_and_no_people(gathered, call, city, recommendation, officer, approver, coordinator):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    Membership.objects.filter(user=approver).delete()
    entry = gathered().contributions[0]
    assert (entry.prepared_by_role, entry.approved_by_role) == ("officer", "former staff")


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_words_that_could_harm_stay_out_of_the_next_version_until_it_is_decided_on(
    gathered, call, city, recommendation, officer, approver, coordinator, now, is_withdrawn
):
    first = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    harmful = {"is_used": False, "excerpt": "", "reason": "sensitive", "order": 0}
    factories.excerpt(first.answers.get(), coordinator, **harmful)
    if is_withdrawn:
        first.withdraw(by=approver, now=now)
    second = first.next_version(by=officer, now=now)
    second.hand_in(by=officer, now=now)
    second.approve(by=approver, now=now)
    second.accept(by=coordinator, now=now)

    def told():
        return gathered().contributions[0].answers[0]

    assert (told().is_withheld, told().status, told().headline, told().detail) == (True, "in_progress", "", "")
    use = factories.excerpt(second.answers.get(), coordinator, **harmful | {"reason": "length"})
    assert (told().is_withheld, told().headline) == (False, "40 new beds since May.")
    use.delete()
    factories.excerpt(second.answers.get(), coordinator)
    assert not told().is_withheld


def test_decision_on_a_withdrawn_version_is_no_choice_among_the_others(
    gathered, call, city, other_city, recommendation, officer, approver, coordinator, now
):
    first = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    factories.accepted(call, other_city, [recommendation], officer, approver, coordinator)
    factories.excerpt(first.answers.get(), coordinator, is_used=False, excerpt="", reason="sensitive", order=0)
    assert (gathered().is_selected, entries(gathered())["120.1"].headlines) == (True, ())
    first.withdraw(by=approver, now=now)
    content = gathered()
    assert not content.is_selected
    assert [row.government for row in entries(content)["120.1"].headlines] == ["Borealis"]


def test_collect_passes_practices_on(gathered, recommendation):
    practice = PracticeEntry("A shelter", "Altamira", "https://example.org/shelter")
    assert gathered(practices=[practice]).practices == (practice,)


@pytest.mark.parametrize("cities", [1, 3])
def test_collect_asks_the_same_questions_for_more_cities(
    state, call, review, coordinator, today, cities, django_assert_num_queries
):
    for number in range(cities):
        recommendation = factories.recommendation(review, f"120.{number + 1}")
        place = factories.government(state, f"City {number}", population=1000)
        people = factories.member("officer", place), factories.member("approver", place)
        factories.accepted(call, place, [recommendation], *people, coordinator)
    with django_assert_num_queries(29):
        content = collect(call, accepted_contributions(call), language="en", today=today, edition=1)
    assert content.coverage.governments_reported == cities


def test_spooled_answers_are_the_same_content(call, city, recommendation, officer, approver, coordinator, today):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    kept, spooled = (
        collect(call, accepted_contributions(call), language="en", today=today, edition=1, spool=spool)
        for spool in (None, Spool())
    )
    assert (to_json(kept), checksum(kept)) == (to_json(spooled), checksum(spooled))
    assert to_json(kept, has_answers=False) == to_json(spooled, has_answers=False)
    answers = spooled.contributions[0].answers
    assert (len(answers), list(answers), list(answers)) == (1, [*kept.contributions[0].answers], [*answers])


def test_collect_asks_only_what_and_whom_the_call_asks(
    gathered, call, review, city, other_city, recommendation, officer, approver, coordinator
):
    second = factories.recommendation(review, "120.2")
    factories.accepted(call, city, [recommendation, second], officer, approver, coordinator)
    call.recommendations.add(second)
    call.governments.add(city)
    content = gathered()
    assert list(entries(content)) == ["120.2"]
    assert (content.coverage.governments_total, entries(content)["120.2"].governments) == (1, 1)
    assert [answer.paragraph for answer in content.contributions[0].answers] == ["120.2"]


@pytest.fixture
def territories(state):
    """A region with a province with a city, and a city of its own: pks of the governments around each."""
    region = factories.government(state, "Region", level="region", population=900)
    province = factories.government(state, "Province", level="province", parent=region, population=400)
    inner = factories.government(state, "Inner", parent=province, population=100)
    outer = factories.government(state, "Outer", population=50)
    parents = dict(LocalGovernment.objects.values_list("pk", "parent"))
    return region, province, inner, outer, parents


def test_population_counts_each_territory_once(territories):
    region, province, inner, outer, parents = territories
    assert population_of([region, province, inner, outer], parents) == 950
    assert population_of([region, inner], parents) == 900
    assert population_of([province, inner, outer], parents) == 450
    assert population_of([inner, outer], parents) == 150
    assert population_of([], parents) == 0


def test_population_is_unknown_where_a_figure_it_needs_is(territories):
    region, province, inner, outer, parents = territories
    inner.population = None
    assert population_of([region, inner], parents) == 900
    assert population_of([inner, outer], parents) is None


def test_role_word_prefers_the_role_that_acted(db):
    assert role_word(["viewer", "approver", "officer"], "officer") == "officer"
    assert role_word(["viewer", "approver"], "officer") == "viewer"
    assert role_word([], "officer") == "former staff"
