"""The filters of the public list: what they offer, what they find, and what becomes of unknown choices."""

import pytest
from django.http import QueryDict
from django.utils import translation

from tests import factories
from tracking import search
from tracking.filters import RecommendationFilter
from tracking.models import Event, Group, TargetTag


@pytest.fixture
def rows(review, city, other_city, officer, now):
    """Three recommendations: housing (noted, target 11.1), water, and justice (hidden group only)."""
    housing = factories.recommendation(review, "120.1", text="Build homes for families.", position="noted")
    water = factories.recommendation(review, "120.2", text="Bring water to every home.")
    justice = factories.recommendation(review, "120.10", text="Train judges.")
    TargetTag.objects.create(recommendation=housing, target=factories.target(), set_by=officer, set_at=now)
    justice.theme_links.update(theme=factories.theme("Administration of justice", cluster="civil"))
    justice.groups.set([Group.objects.create(code="officials", labels={"en": "Officials"}, is_hidden_as_filter=True)])
    justice.goals.set([factories.goal(16)])
    justice.recommending_states.set([factories.state("XQA", "XQ", "Quarzia", names={"en": "Quarzia"})])
    for government, status in [(city, "planned"), (other_city, "in_progress")]:
        factories.follow_up(government, housing, officer, status=status, visibility="public")
    factories.follow_up(city, water, officer, status="planned", visibility="internal")
    factories.follow_up(other_city, water, officer, status="planned", visibility="restricted")
    search.reindex()
    return {"housing": housing, "water": water, "justice": justice}


def filtered(review, asked=""):
    return RecommendationFilter(QueryDict(asked), review=review)


def paragraphs(found):
    return [row.paragraph for row in found.qs.in_order()]


def value_of(rows, name):
    justice, housing = rows["justice"], rows["housing"]
    return {
        "theme": justice.themes.get(),
        "cluster": justice.themes.get().cluster,
        "goal": justice.goals.get(),
        "state": justice.recommending_states.get(),
        "group": housing.groups.get(),
        "target": housing.target_tags.get().target,
    }[name].pk


def test_filter_without_choices_holds_all(rows, review):
    found = filtered(review)
    assert paragraphs(found) == ["120.1", "120.2", "120.10"]
    assert (found.count, found.chosen, found.chips, found.ignored) == (3, {}, [], [])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("theme", ["120.10"]),
        ("cluster", ["120.10"]),
        ("goal", ["120.10"]),
        ("state", ["120.10"]),
        ("group", ["120.1", "120.2"]),
        ("target", ["120.1"]),
    ],
)
def test_filter_by_a_tag(rows, review, name, expected):
    found = filtered(review, f"{name}={value_of(rows, name)}")
    assert paragraphs(found) == expected
    assert found.count == len(expected)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("position=noted", ["120.1"]),
        ("position=supported", ["120.2", "120.10"]),
        ("position=pending", []),
        ("q=home", ["120.1", "120.2"]),
        ("q=home&position=supported", ["120.2"]),
        ("q=home+judges", []),
        ("status=planned", ["120.1"]),
        ("status=in_progress", ["120.1"]),
        ("status=implemented", []),
        ("status=no_information", ["120.2", "120.10"]),
        ("status=no_information&q=home", ["120.2"]),
        ("status=planned&position=supported", []),
        ("status=partly", []),
        ("position=partly", []),
    ],
)
def test_filter_by_words_position_and_published_status(rows, review, asked, expected):
    found = filtered(review, asked)
    assert paragraphs(found) == expected
    assert found.count == len(expected)
    assert found.ignored == []


def test_filter_combines_all_choices(rows, review):
    asked = "&".join(f"{name}={value_of(rows, name)}" for name in ("theme", "cluster", "goal", "state"))
    assert paragraphs(filtered(review, f"{asked}&q=judge&position=supported&status=no_information")) == ["120.10"]
    assert paragraphs(filtered(review, f"{asked}&target={value_of(rows, 'target')}")) == []


def test_filter_by_status_sees_public_follow_ups_only(rows, review, city, officer):
    assert "120.2" not in paragraphs(filtered(review, "status=planned"))
    assert "120.2" in paragraphs(filtered(review, "status=no_information"))


@pytest.mark.parametrize(
    "asked", ["theme=999999", "theme=abc", "goal=-1", "position=all", "status=done", "q=!!", "state='", "group=1e1"]
)
def test_filter_leaves_out_unknown_choices_and_says_so(rows, review, asked):
    found = filtered(review, f"{asked}&position=noted" if "position" not in asked else asked)
    [(label, value)] = found.ignored
    assert str(label)
    assert value in ("999999", "abc", "-1", "all", "done", "!!", "'", "1e1")
    assert paragraphs(found) == (["120.1"] if "position" not in asked else ["120.1", "120.2", "120.10"])


def test_filter_takes_null_bytes_for_spaces(rows, review):
    assert paragraphs(filtered(review, "q=build%00homes&theme=%00")) == ["120.1"]


def test_filter_does_not_offer_a_hidden_group(rows, review):
    hidden = rows["justice"].groups.get()
    found = filtered(review, f"group={hidden.pk}")
    assert found.choices["group"].find(str(hidden.pk)) is None
    assert len(found.ignored) == 1


def test_filter_offers_what_occurs_with_counts(rows, review, state):
    factories.theme("A theme of another review")
    found = filtered(review)
    offered = {
        name: [(option.label, option.count) for option in known.options] for name, known in found.choices.items()
    }
    assert offered == {
        "position": [("supported", 2), ("noted", 1)],
        "theme": [("Administration of justice", 1), ("Right to adequate housing", 2)],
        "cluster": [("Economic-Social", 2), ("Civil", 1)],
        "group": [("Children", 2)],
        "goal": [("11 Goal 11 title", 2), ("16 Goal 16 title", 1)],
        "target": [("11.1 Target 11.1 label", 1)],
        "state": [("Farland", 2), ("Nearland", 2), ("Quarzia", 1)],
        "status": [("Planned", 1), ("In progress", 1), ("Nothing published yet", 2)],
    }


def test_filter_offers_a_choice_without_results_once_it_was_made(rows, review):
    html = str(filtered(review, "position=pending").form["position"])
    assert '<option value="pending" selected>pending (0)</option>' in html
    assert "pending" not in str(filtered(review).form["position"])


def test_filter_marks_the_choice_made_and_escapes_labels(review):
    row = factories.recommendation(review)
    theme = factories.theme("Law & <order>")
    row.theme_links.update(theme=theme)
    search.reindex()
    html = str(filtered(review, f"theme={theme.pk}").form["theme"])
    assert f'<option value="{theme.pk}" selected>Law &amp; &lt;order&gt; (1)</option>' in html
    assert html.count("selected") == 1


def test_filter_form_shows_the_choice_of_a_review_only_where_there_are_several(rows, review, state):
    assert 'type="hidden"' in str(filtered(review).form["review"])
    earlier = factories.review(state, cycle=3)
    html = str(RecommendationFilter(QueryDict(), review=review, reviews=[review, earlier]).form["review"])
    assert "<select" in html
    assert f'<option value="{review.pk}" selected>' in html


def test_filter_keeps_review_and_sort_in_the_form(rows, review):
    form = filtered(review, "sort=-published&q=home").form
    assert 'value="-published"' in str(form["sort"])
    assert f'value="{review.pk}"' in str(form["review"])


def test_chips_take_one_choice_away_each(rows, review):
    chips = filtered(review, "q=home&position=noted&sort=position&page=2").chips
    assert [(str(chip["label"]), chip["value"]) for chip in chips] == [
        ("Words", "home"),
        ("Position of the State", "noted"),
    ]
    assert chips[0]["url"] == f"/en/recommendations/?review={review.pk}&position=noted&sort=position"
    assert chips[1]["url"] == f"/en/recommendations/?review={review.pk}&q=home&sort=position"


def test_links_lead_to_what_they_count(rows, review):
    for name in ("position", "status"):
        for link in filtered(review, "q=judges").links_to(name):
            query = link["url"].partition("?")[2]
            assert len(paragraphs(filtered(review, query))) == int(link["words"].split()[0]) > 0


def test_choices_follow_the_index(rows, review):
    assert filtered(review).total == 3
    factories.recommendation(review)
    search.reindex()
    assert filtered(review).total == 4


def test_choices_are_kept_until_the_index_changes(rows, review, django_assert_num_queries):
    filtered(review)
    with django_assert_num_queries(2):  # the stamp, and the latest event
        filtered(review)


def test_choices_are_kept_apart_by_language(rows, review):
    assert filtered(review).choices["cluster"].options[0].label == "Economic-Social"
    theme = rows["justice"].themes.get()
    theme.labels = {"en": "Justice", "es": "Justicia"}
    theme.save()
    search.reindex()
    with translation.override("es"):
        assert "Justicia" in str(filtered(review).form["theme"])
    assert "Justicia" not in str(filtered(review).form["theme"])


def test_choices_without_an_index_are_counted_anew(review):
    factories.recommendation(review)
    assert filtered(review).total == 1
    factories.recommendation(review)
    assert filtered(review).total == 2


def test_status_choices_follow_what_is_published(rows, review, city, officer, now):
    def planned():
        return [option.count for option in filtered(review).choices["status"].options if option.value == "planned"]

    assert planned() == [1]
    hidden = rows["water"].follow_ups.get(local_government=city)
    step = factories.step(city, officer, [hidden])
    assert step.due_date
    hidden.set_status("planned", by=officer, now=now, visibility="public")
    assert Event.objects.exists()
    assert planned() == [2]
