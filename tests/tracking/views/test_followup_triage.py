"""Sorting what is new: many at once, all or none, and harmless when sent twice."""

import pytest

from tests import factories
from tracking import models


@pytest.fixture
def address(city):
    return f"/en/my-work/{city.pk}/triage/"


def chosen(**rows):
    """What the page sends for {r<pk>: (relevance, who can)}."""
    data = {"recommendation": [name[1:] for name in rows]}
    for name, (relevance, who_can) in rows.items():
        data |= {f"{name}-relevance": relevance, f"{name}-who_can": who_can}
    return data


def rows_of(review, count, **fields):
    return [factories.recommendation(review, **fields) for _ in range(count)]


def shown(response):
    return [form.recommendation.pk for form in response.context["forms"]]


def test_triage_shows_supported_ones_first_and_the_others_one_click_away(address, review, officer, signed_in):
    (supported,), (noted,) = rows_of(review, 1), rows_of(review, 1, position="noted")
    client = signed_in(officer)
    assert shown(client.get(address)) == [supported.pk]
    assert shown(client.get(f"{address}?position=others")) == [noted.pk]
    assert shown(client.get(f"{address}?position=all")) == [supported.pk, noted.pk]
    assert client.get(address).context["waiting"].counts == {"supported": 1, "others": 1, "all": 2}


def test_triage_shows_noted_ones_where_no_supported_one_is_left(address, review, officer, signed_in):
    (noted,) = rows_of(review, 1, position="noted")
    assert shown(signed_in(officer).get(address)) == [noted.pk]


def test_triage_of_an_older_review_stays_there(address, state, city, review, recommendation, officer, signed_in):
    old = factories.review(state, cycle=3, review_date=None)
    elsewhere = factories.review(factories.state("XOT", "XO", "Otheria"))
    first, second = rows_of(old, 2)
    strange, client = rows_of(elsewhere, 1)[0], signed_in(officer)
    assert shown(client.get(address)) == [recommendation.pk]
    page = client.get(f"{address}?review={old.pk}")
    assert shown(page) == [first.pk, second.pk]
    assert f'aria-current="true">{old}' in page.content.decode()
    assert page.context["chips"] == []
    sending = page.context["waiting"].address()
    response = client.post(address + sending, chosen(**{f"r{first.pk}": ("necessary", "")}), follow=True)
    assert shown(response) == [second.pk]
    undo = {"saved": response.context["request"].GET["saved"], "review": old.pk}
    assert shown(client.post(f"{address}undo/", undo, follow=True)) == [first.pk, second.pk]
    for unknown in (elsewhere.pk, 999999, "x"):
        assert strange.pk not in shown(client.get(f"{address}?review={unknown}"))


def test_triage_proposes_with_the_reason(address, city, recommendation, officer, signed_in):
    area = models.ServiceArea.objects.create(code="housing", labels={"en": "Housing"})
    area.themes.add(factories.theme())
    models.Competence.objects.create(local_government=city, service_area=area, kind="own")
    html = signed_in(officer).get(address).content.decode()
    assert "Your service area “Housing” answers the theme" in html
    assert html.count("checked") == 1  # a proposal chooses nothing by itself: only which ones "several" means


def test_triage_saves_only_rows_with_a_choice(address, city, review, officer, signed_in):
    first, second, third = rows_of(review, 3)
    data = chosen(
        **{f"r{first.pk}": ("necessary", ""), f"r{second.pk}": ("not-ours", "Ministry"), f"r{third.pk}": ("", "")}
    )
    response = signed_in(officer).post(address, data, follow=True)
    saved = {row.recommendation_id: row for row in models.FollowUp.objects.all()}
    assert set(saved) == {first.pk, second.pk}
    assert (saved[second.pk].who_can, saved[second.pk].status) == ("Ministry", "not_applicable")
    assert saved[first.pk].updated_by == officer
    assert models.Event.objects.filter(verb="triaged", by=officer, local_government=city).count() == 2
    html = response.content.decode()
    assert "2 recommendations sorted." in html
    assert "1 left to sort" in html


def test_triage_with_one_fault_saves_nothing_and_keeps_what_was_typed(address, review, officer, signed_in):
    first, second, third = rows_of(review, 3)
    data = chosen(
        **{f"r{first.pk}": ("necessary", ""), f"r{second.pk}": ("not-ours", ""), f"r{third.pk}": ("", "Parliament")}
    )
    response = signed_in(officer).post(address, data)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Nothing is saved yet" in html
    assert f'href="#id_r{second.pk}-who_can"' in html
    assert f'href="#id_r{third.pk}-relevance_0"' in html
    assert html.count("checked") == 3
    assert "Parliament" in html
    assert not models.FollowUp.objects.exists()


def test_triage_sent_twice_is_saved_once(address, recommendation, officer, signed_in):
    client, data = signed_in(officer), chosen(**{f"r{recommendation.pk}": ("helpful", "")})
    client.post(address, data)
    assert client.post(address, data).status_code == 302
    assert models.Event.objects.count() == 1


def test_triage_leaves_what_somebody_else_sorted_meanwhile(address, city, recommendation, officer, approver, signed_in):
    factories.follow_up(city, recommendation, approver, relevance="helpful")
    data = chosen(**{f"r{recommendation.pk}": ("necessary", "")})
    html = signed_in(officer).post(address, data, follow=True).content.decode()
    assert "sorted by somebody else meanwhile" in html
    assert models.FollowUp.objects.get().relevance == "helpful"


def test_triage_completes_a_follow_up_that_a_step_had_made(address, city, recommendation, officer, signed_in):
    factories.follow_up(city, recommendation, officer, relevance="")
    client = signed_in(officer)
    assert shown(client.get(address)) == [recommendation.pk]
    client.post(address, chosen(**{f"r{recommendation.pk}": ("helpful", "")}))
    assert models.FollowUp.objects.get().relevance == "helpful"


def test_triage_ignores_recommendations_of_another_state(address, officer, recommendation, signed_in):
    other = factories.recommendation(factories.review(factories.state("XOT", "XO", "Otheria")))
    signed_in(officer).post(address, chosen(**{f"r{other.pk}": ("necessary", "")}))
    assert not models.FollowUp.objects.exists()


@pytest.mark.parametrize("pk", ["x", "-1", "9" * 40, "٣"])
def test_triage_ignores_nonsense(pk, address, officer, recommendation, signed_in):
    response = signed_in(officer).post(address, {"recommendation": [pk], f"r{pk}-relevance": "necessary"})
    assert response.status_code == 302


def test_triage_shows_ten_and_can_skip(address, review, officer, signed_in):
    rows_of(review, 12)
    client = signed_in(officer)
    assert len(shown(client.get(address))) == 10
    assert len(shown(client.get(f"{address}?page=2"))) == 2
    assert client.get(f"{address}?page=99").status_code == 200


def test_triage_with_nothing_left_says_where_to_go_on(address, city, officer, signed_in):
    html = signed_in(officer).get(address).content.decode()
    assert "Everything is sorted" in html
    assert f'href="/en/my-work/{city.pk}/"' in html


def test_triage_asks_the_same_number_of_queries_for_one_and_three_rows(
    address, review, officer, signed_in, django_assert_num_queries
):
    client = signed_in(officer)
    client.get(address)
    for count in (1, 2):
        rows_of(review, count)
        with django_assert_num_queries(22):
            client.get(address)
