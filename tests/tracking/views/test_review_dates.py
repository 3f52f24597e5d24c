"""The dates of a review in the browser: read, set, given back, moved with everything that waits for them."""

import datetime

import pytest

from tests import factories
from tests.pages import sent_by, soup_of
from tracking.models import Call, Event, ReminderDelivery, Review, ReviewDate

DAY = datetime.date
CONFLICT = "Somebody else saved this while you were writing."


@pytest.fixture(autouse=True)
def moment(time_machine, now):
    """Everything happens on the day of the tests."""
    time_machine.move_to(now)


def page_of(review):
    return f"/en/reviews/{review.pk}/dates/"


def form_of(review, phase):
    return f"{page_of(review)}{phase}/"


def set_in(client, review, phase, **typed):
    """Open the form of a day and send it with some answers changed."""
    return client.post(form_of(review, phase), sent_by(client.get(form_of(review, phase)), **typed), follow=True)


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def words_of(response, phase):
    return " ".join(soup_of(response).select_one(f"#{phase}").text.split())


def test_page_tells_every_day_and_where_it_comes_from(review, coordinator, signed_in, now):
    review.set_day("plan", DAY(2025, 9, 1), source="Decree 12", is_confirmed=True, by=coordinator, now=now)
    response = signed_in(coordinator).get(page_of(review))
    assert "8 November 2024" in words_of(response, "review")
    assert "16 August 2024" in words_of(response, "national-report")
    assert "proposed: 12 weeks before the review" in words_of(response, "national-report")
    assert "confirmed: Decree 12" in words_of(response, "plan")
    assert "8 May 2027" in words_of(response, "mid-term")
    assert "between 20 March 2027 and 20 September 2027" in words_of(response, "mid-term")
    assert "8 November 2026" in words_of(response, "city-deadline")
    assert "(day has passed)" in words_of(response, "plan") and "(day has passed)" not in words_of(response, "mid-term")


def test_page_shows_the_plan_of_each_call_beside(review, coordinator, signed_in, now):
    call = factories.call(review, coordinator, title="Input 2026")
    factories.call(review, coordinator, title="Later", target_date=DAY(2027, 6, 1))
    closed = factories.call(review, coordinator, title="Closed one")
    closed.close(by=coordinator, now=now)
    text = signed_in(coordinator).get(page_of(review)).text
    assert "Input 2026" in text and f"/en/calls/{call.pk}/edit/" in text and "8 December 2026" in text
    assert "planned for 1 June 2027, not for the mid-term date" in text
    assert "Closed one" not in text


def test_national_viewer_reads_and_changes_nothing(review, national_viewer, signed_in):
    client = signed_in(national_viewer)
    page = client.get(page_of(review))
    assert "Set the day" not in page.text and "/edit/" not in page.text and "Prepare a call" not in page.text
    assert client.get(form_of(review, "plan")).status_code == 403


def test_coordinator_of_another_state_finds_nothing(review, stranger, signed_in):
    client = signed_in(stranger)
    for address in (page_of(review), form_of(review, "plan")):
        assert client.get(address).status_code == 404
    typed = {"date": "2025-09-01", "source": "x", "version": ""}
    assert client.post(form_of(review, "plan"), typed).status_code == 404
    assert "Lumeria" not in client.get("/en/reviews/").text
    assert not ReviewDate.objects.exists()


def test_list_leads_straight_to_the_only_review(review, state, coordinator, stranger, signed_in):
    client = signed_in(coordinator)
    assert client.get("/en/reviews/")["Location"] == page_of(review)
    older = factories.review(state, cycle=3, review_date=DAY(2019, 11, 12), adoption_date=None)
    text = client.get("/en/reviews/").text
    assert page_of(review) in text and page_of(older) in text
    assert page_of(older) in client.get(page_of(review)).text
    assert "No review yet" in signed_in(stranger).get("/en/reviews/").text


def test_ways_lead_to_the_dates(review, coordinator, officer, signed_in):
    call = factories.call(review, coordinator)
    client = signed_in(coordinator)
    for address in ("/en/my-work/", "/en/calls/"):
        assert "/en/reviews/" in client.get(address).text
    assert page_of(review) in client.get(f"/en/calls/{call.pk}/").text
    for address in ("/en/my-work/", "/en/calls/", f"/en/calls/{call.pk}/"):
        assert "/en/reviews/" not in signed_in(officer).get(address).text


def test_day_is_set_and_given_back(review, coordinator, signed_in):
    client = signed_in(coordinator)
    response = set_in(client, review, "national-report", date="2024-07-29", source="WG calendar", is_confirmed="on")
    assert "Saved." in said(response)
    assert "29 July 2024" in words_of(response, "national-report")
    row = ReviewDate.objects.get()
    assert (row.date, row.source, row.is_confirmed, row.set_by) == (
        DAY(2024, 7, 29),
        "WG calendar",
        True,
        coordinator,
    )
    response = set_in(client, review, "national-report", date="", source="WG calendar")
    assert "16 August 2024" in words_of(response, "national-report")
    assert not ReviewDate.objects.exists()
    assert Event.objects.about(review).count() == 2


@pytest.mark.parametrize(
    "phase, typed, sentence",
    [
        ("adoption", {"date": "2024-11-07"}, "This lies before “Review"),
        ("review", {"date": "2025-04-01"}, "This lies after “Adoption by the Human Rights Council” (20 March 2025)"),
        ("plan", {"date": "2025-09-01", "source": ""}, "Say who set the date, and where it stands."),
        ("plan", {"date": "soon"}, "Enter a valid date"),
        ("plan", {"date": "1025-09-01"}, "Give a year between"),
        ("mid-term", {"months": "300"}, "less than or equal to 54"),
    ],
)
def test_what_contradicts_comes_back_with_what_was_typed(review, coordinator, signed_in, phase, typed, sentence):
    response = set_in(signed_in(coordinator), review, phase, **{"source": "Kept words", **typed})
    assert response.status_code == 200 and sentence in response.text
    assert typed.get("source", "Kept words") in response.text
    assert not Event.objects.exists()


def test_form_says_what_an_empty_day_means(review, coordinator, signed_in):
    client = signed_in(coordinator)
    assert "If left empty: 8 May 2027, 30 months after the review." in client.get(form_of(review, "mid-term")).text
    assert "If left empty: not known." in client.get(form_of(review, "review")).text


def test_phase_that_nobody_sets_is_not_there(review, coordinator, signed_in):
    client = signed_in(coordinator)
    assert client.get(form_of(review, "city-deadline")).status_code == 404
    assert client.get(form_of(review, "lunch")).status_code == 404


def test_two_people_are_told_of_each_other(review, coordinator, signed_in, now):
    client = signed_in(coordinator)
    opened = client.get(form_of(review, "plan"))
    review.set_day("plan", DAY(2025, 9, 1), source="Theirs", by=coordinator, now=now)
    told = client.post(form_of(review, "plan"), sent_by(opened, date="2025-10-01", source="Mine"))
    assert CONFLICT in told.text and "Theirs" in told.text and "Mine" in told.text
    assert ReviewDate.objects.get().date == DAY(2025, 9, 1)
    client.post(form_of(review, "plan"), sent_by(told))
    assert ReviewDate.objects.get().date == DAY(2025, 10, 1)


def test_sent_twice_it_is_saved_once(review, coordinator, signed_in):
    client = signed_in(coordinator)
    opened = sent_by(client.get(form_of(review, "plan")), date="2025-10-01", source="Mine")
    assert [client.post(form_of(review, "plan"), opened).status_code for _time in range(2)] == [302, 302]
    assert Event.objects.about(review).count() == 1


def test_moved_midterm_offers_to_take_the_calls_along(
    review, city, officer, coordinator, signed_in, mailoutbox, django_capture_on_commit_callbacks
):
    call = factories.call(review, coordinator)
    client = signed_in(coordinator)
    opened = client.get(form_of(review, "mid-term"))
    assert "planned for the mid-term date of 8 May 2027" in opened.text
    assert sent_by(opened)["calls"] == [str(call.pk)]  # ticked by itself
    with django_capture_on_commit_callbacks(execute=True):
        response = set_in(client, review, "mid-term", date="2027-09-08", source="Announcement")
    assert "1 call moved along." in said(response) and "1 mail tells of the new last day." in said(response)
    call.refresh_from_db()
    assert (call.target_date, call.deadline) == (DAY(2027, 9, 8), DAY(2027, 3, 8))
    assert [mail.to for mail in mailoutbox] == [[officer.email]]
    assert "8 de marzo de 2027" in mailoutbox[0].body


def test_call_that_is_unticked_stays(review, city, officer, coordinator, signed_in):
    factories.call(review, coordinator)
    response = set_in(signed_in(coordinator), review, "review", date="2024-11-15", source="WG", calls=[])
    assert "moved along" not in said(response)
    assert Call.objects.get().target_date == DAY(2027, 5, 8)
    assert not ReminderDelivery.objects.exists()


def test_call_that_cannot_move_along_is_said_at_its_tick(review, coordinator, signed_in):
    factories.call(review, coordinator)
    response = set_in(signed_in(coordinator), review, "mid-term", date="2026-08-01", source="WG")
    assert "its last day would be 1 February 2026" in response.text
    assert Review.objects.get().midterm_date_override is None


def test_call_of_another_state_never_moves_along(review, coordinator, stranger, signed_in):
    other = factories.review(factories.state("XOT", "XO", "Otheria"))
    foreign = factories.call(other, stranger)
    factories.call(review, coordinator)
    response = set_in(signed_in(coordinator), review, "mid-term", date="2027-09-08", source="x", calls=[foreign.pk])
    assert "not one of the available choices" in response.text
    foreign.refresh_from_db()
    assert foreign.target_date == DAY(2027, 5, 8)


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_questions_for_more_dates_and_calls(
    review, coordinator, now, count, signed_in, django_assert_num_queries
):
    for code in ("plan", "letter", "documents")[:count]:
        review.set_day(code, review.counted(code), source="x", by=coordinator, now=now)
        factories.call(review, coordinator)
    client = signed_in(coordinator)
    with django_assert_num_queries(9):
        client.get(page_of(review))


def test_trail_of_the_state_tells_which_day_moved_and_not_the_words_of_the_source(review, coordinator, signed_in, now):
    review.set_day("plan", DAY(2025, 9, 1), source="Decree 12", is_confirmed=True, by=coordinator, now=now)
    text = signed_in(coordinator).get("/en/history/").text
    assert "Plan of implementation" in text and "who says so, and where" in text
    assert "Decree 12" not in text
