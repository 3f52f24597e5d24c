"""The secretariat's desk: open to those who may see every row, closed to everybody else."""

import pytest
from django.contrib.auth.models import Permission

from tests import factories
from tests.pages import soup_of
from tracking.models import LocalGovernment, Membership, User

LISTS = ["localgovernment", "membership", "competence", "review", "reminderrule"]


@pytest.fixture
def it_desk(db):
    """A superuser."""
    return User.objects.create_superuser("it@example.org", "correct horse")


@pytest.mark.parametrize("name", LISTS)
def test_list_opens_for_the_it_desk(name, it_desk, city, review, officer, signed_in):
    assert signed_in(it_desk).get(f"/admin/{name}/").status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", ["officer", "approver", "coordinator", "national_viewer"])
def test_list_is_closed_to_roles_of_the_field(name, who, request, city, signed_in):
    answer = signed_in(request.getfixturevalue(who)).get(f"/admin/{name}/", follow=True)
    assert answer.status_code == 403
    assert "You may not do this here" in answer.content.decode()


def test_it_desk_adds_a_city_and_gives_a_role(it_desk, state, signed_in):
    client = signed_in(it_desk)
    city = {"state": state.pk, "name": "Novara", "slug": "novara", "level": "city", "language": "en"}
    city["time_zone"] = "UTC"
    assert client.post("/admin/localgovernment/new/", city).status_code == 302
    novara = LocalGovernment.objects.get(slug="novara")
    person = factories.person()
    role = {"user": person.pk, "role": "officer", "local_government": novara.pk, "state": ""}
    assert client.post("/admin/membership/new/", role).status_code == 302
    assert Membership.objects.get(user=person).local_government == novara


def test_role_that_does_not_fit_its_place_is_refused_in_words(it_desk, state, signed_in):
    person = factories.person()
    role = {"user": person.pk, "role": "officer", "local_government": "", "state": state.pk}
    answer = signed_in(it_desk).post("/admin/membership/new/", role)
    assert "Local roles belong to a government, national roles to a State." in answer.content.decode()
    assert not Membership.objects.filter(user=person).exists()


def test_dates_of_a_review_are_changed_on_their_own_page(it_desk, review, signed_in):
    client, before = signed_in(it_desk), vars(type(review).objects.get(pk=review.pk))
    page = soup_of(client.get(f"/admin/review/edit/{review.pk}/"))
    names = {field["name"] for field in page.select("form [name]")} - {"csrfmiddlewaretoken"}
    assert names >= {"state", "session"} and not [name for name in names if "date" in name or "midterm" in name]
    assert page.select_one(f'form a[href$="/reviews/{review.pk}/dates/"]')
    sent = {"state": review.state_id, "mechanism": "upr", "cycle": review.cycle, "session": 50, "symbol": "A/1"}
    dates = {"review_date": "2001-01-01", "midterm_date_override": "2001-02-01", "midterm_months": 12}
    assert client.post(f"/admin/review/edit/{review.pk}/", sent | dates | {"override_source": "x"}).status_code == 302
    after = vars(type(review).objects.get(pk=review.pk))
    assert {name for name in after if after[name] != before[name]} - {"_state"} == {"session", "symbol"}


def test_form_of_a_new_review_says_where_its_dates_are_set(it_desk, state, signed_in):
    client = signed_in(it_desk)
    assert soup_of(client.get("/admin/review/new/")).select_one('form a[href$="/reviews/"]')
    sent = {"state": state.pk, "mechanism": "upr", "cycle": 5, "session": "", "symbol": ""}
    assert client.post("/admin/review/new/", sent).status_code == 302
    assert state.reviews.get(cycle=5).review_date is None


def test_permission_on_the_model_opens_the_list(city, signed_in):
    person = factories.person()
    person.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(codename="change_localgovernment"),
    )
    client = signed_in(person)
    assert client.get("/admin/localgovernment/").status_code == 200
    assert client.get("/admin/membership/").status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name, queries", [("localgovernment", 1), ("membership", 1)])
def test_list_asks_the_same_questions_for_more_rows(
    name, queries, rows, it_desk, state, signed_in, django_assert_max_num_queries
):
    for number in range(rows):
        factories.member("officer", factories.government(state, f"City {number}"))
    client = signed_in(it_desk)
    client.get(f"/admin/{name}/")
    with django_assert_max_num_queries(20 + queries):
        client.get(f"/admin/{name}/")
