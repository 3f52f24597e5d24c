"""What local governments are called where others have the same name."""

import pytest
from django.utils import translation

from tests import factories
from tracking.midterm import same_input
from tracking.midterm.collect import accepted_contributions, collect
from tracking.midterm.names import Names, told_apart


@pytest.fixture
def province(state):
    """A province."""
    return factories.government(state, "Cordoba", level="province")


def namesake(city, slug, **fields):
    """Another government with the city's name."""
    made = factories.government(city.state, f"{city.name} {slug}", **fields)
    made.name, made.slug = city.name, slug
    made.save()
    return made


def test_name_alone_where_nobody_else_has_it(city, other_city):
    assert told_apart([city, other_city]) == {city.pk: "Altamira", other_city.pk: "Borealis"}


def test_level_tells_a_province_from_a_city(city, other_city):
    province = namesake(city, "altamira-province", level="province")
    names = Names([city, other_city, province])
    assert [names.word(row.pk) for row in (city, province)] == ["Altamira (city)", "Altamira (province)"]
    assert [names.code(row.pk) for row in (city, province)] == ["altamira", "altamira-province"]
    assert (names.word(0), names.code(0)) == ("", "")
    with translation.override("es"):
        assert Names([city, province]).word(province.pk) == "Altamira (provincia)"


def test_what_it_belongs_to_and_then_its_code_tell_those_of_one_level_apart(city, province):
    inside = namesake(city, "altamira-cordoba", level="city", parent=province)
    town = namesake(city, "altamira-town", level="municipality")
    assert told_apart([city, province, inside, town]) == {
        city.pk: "Altamira (city)",
        province.pk: "Cordoba",
        inside.pk: "Altamira (city, Cordoba)",
        town.pk: "Altamira (municipality)",
    }
    third = namesake(city, "altamira-2", level="city")
    found = told_apart([city, third])
    assert found == {city.pk: "Altamira (city, altamira)", third.pk: "Altamira (city, altamira-2)"}


def test_report_keeps_namesakes_apart_everywhere(
    review, city, recommendation, officer, approver, coordinator, today, now
):
    province = namesake(city, "altamira-province", level="province")
    call = factories.call(review, coordinator)
    for government in (city, province):
        row = factories.accepted(call, government, [recommendation], officer, approver, coordinator)
        words = "Both build." if government == city else "Both pay."
        part = "context" if government == city else "results"
        factories.national_text(
            call, coordinator, (words, f"answer-{row.answers.get().pk}"), cluster=_cluster(recommendation), part=part
        )
    follow_up = factories.follow_up(province, recommendation, officer, visibility="public")
    factories.comment(follow_up, officer, state="published", decided_by=approver)
    content = collect(call, accepted_contributions(call), language="en", today=today, edition=1)
    (cluster,) = content.clusters
    (entry,) = cluster.recommendations
    both = [("Altamira (city)", "altamira"), ("Altamira (province)", "altamira-province")]
    for rows in (content.contributions, entry.headlines):
        assert [(row.government, row.government_code) for row in rows] == both
    assert list(content.coverage.names_reported) == list(entry.governments_answering) == [name for name, _ in both]
    assert [(row.government, row.government_code) for row in entry.comments] == both[1:]
    sources = [sentence.source for text in cluster.texts for sentence in text.sentences]
    assert sources == ["Altamira (city), version 1", "Altamira (province), version 1"]


def test_same_version_of_a_namesake_is_another_input(review, city, recommendation, officer, approver, coordinator):
    province = namesake(city, "altamira-province", level="province")
    call = factories.call(review, coordinator)
    for edition, government in enumerate((city, province), 1):
        row = factories.accepted(call, government, [recommendation], officer, approver, coordinator)
        factories.report(call, edition=edition).contributions.set([row])
    assert same_input.differences(*call.reports.order_by("edition")) == ["Altamira, version 1"] * 2


def _cluster(recommendation):
    return recommendation.theme_links.get(position=0).theme.cluster
