"""Calls in the browser: prepared, opened, watched, closed."""

import datetime

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from tests import factories
from tracking.models import Call, Event, ReminderItem, ReminderRule

LIST, ADD = "/en/calls/", "/en/calls/add/"
DRAFT = {"status": "draft", "opened_by": None, "opened_at": None}


@pytest.fixture(autouse=True)
def moment(time_machine, now):
    """Everything happens on the day of the tests."""
    time_machine.move_to(now)


@pytest.fixture
def call(review, coordinator):
    """An open call with a note."""
    return factories.call(review, coordinator, note="Write in your language.")


@pytest.fixture
def draft(review, coordinator):
    """A call that is not open yet."""
    return factories.call(review, coordinator, **DRAFT)


def url(call, verb):
    return reverse(f"tracking:call-{verb}", args=[call.pk])


def typed(**fields):
    plain = {"title": "Your input", "target_date": "2027-05-08", "deadline": "", "note": "Hello"}
    return {**plain, "occasion": "midterm", "word_budget": "10700", **fields}


def changed(client, call, **fields):
    """Change a call as somebody who has just opened its form."""
    version = client.get(url(call, "edit")).context["form"].version_to_show
    return client.post(url(call, "edit"), typed(**{"version": version, **fields}), follow=True)


def said(response):
    """What the messages of the page a redirect leads to say."""
    return " ".join(str(message) for message in response.context["messages"])


def test_call_list_shows_calls_and_who_may_add(call, coordinator, national_viewer, signed_in):
    page = signed_in(coordinator).get(LIST).content.decode()
    assert "Mid-term input" in page
    assert ADD in page
    assert ADD not in signed_in(national_viewer).get(LIST).content.decode()


def test_call_list_says_what_to_do_where_there_is_none(coordinator, officer, signed_in):
    assert "Prepare the first one" in signed_in(coordinator).get(LIST).content.decode()
    assert "When your national coordinator opens a call" in signed_in(officer).get(LIST).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_call_list_asks_the_same_questions_for_more_rows(
    review, coordinator, count, signed_in, django_assert_num_queries
):
    for _number in range(count):
        factories.call(review, coordinator)
    client = signed_in(coordinator)
    with django_assert_num_queries(7):
        client.get(LIST)


def test_call_add_proposes_the_dates_and_says_where_from(recommendation, coordinator, signed_in):
    page = signed_in(coordinator).get(ADD).content.decode()
    assert 'value="2027-05-08"' in page
    assert "30 months after the review of 8 November 2024" in page
    assert "between 20 March 2027 and 20 September 2027" in page
    assert "that is 8 November 2026" in page


def test_call_add_says_who_announced_the_date(review, recommendation, coordinator, signed_in):
    review.midterm_date_override, review.override_source = datetime.date(2027, 3, 1), "Note verbale 12"
    review.save()
    page = signed_in(coordinator).get(ADD).content.decode()
    assert 'value="2027-03-01"' in page
    assert "Announced: Note verbale 12" in page


def test_call_add_saves_a_draft_with_the_computed_last_day(recommendation, coordinator, signed_in):
    response = signed_in(coordinator).post(ADD, typed(), follow=True)
    call = Call.objects.get()
    assert (call.status, call.deadline, call.review) == ("draft", datetime.date(2026, 11, 8), recommendation.review)
    assert "Nobody has been told yet" in said(response)
    assert Event.objects.about(call).get().verb == "added"


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"title": ""}, "This field is required"),
        ({"deadline": "2027-05-09"}, "lies after the date of the report"),
        ({"deadline": "2026-03-09"}, "9 March 2026 has passed"),
        ({"target_date": "2026-08-01"}, "1 February 2026 has passed"),
        ({"target_date": "soon"}, "Enter a valid date"),
        ({"occasion": "other"}, "Name the occasion"),
        ({"word_budget": "5"}, "greater than or equal to 500"),
        ({"day_published": "2027-05-01"}, "cannot be published before"),
    ],
)
def test_call_add_keeps_what_was_typed(recommendation, coordinator, signed_in, fields, sentence):
    page = signed_in(coordinator).post(ADD, typed(note="Kept words", **fields)).content.decode()
    assert sentence in page
    assert "Kept words" in page
    assert not Call.objects.exists()


def test_call_add_asks_for_the_review_where_there_are_several(state, recommendation, coordinator, signed_in, stranger):
    other = factories.recommendation(factories.review(state, cycle=3)).review
    client = signed_in(coordinator)
    page = client.get(ADD).content.decode()
    assert f"?review={other.pk}" in page
    assert client.post(f"{ADD}?review={other.pk}", typed()).status_code == 302
    assert Call.objects.get().review == other
    assert signed_in(stranger).get(f"{ADD}?review={other.pk}").status_code == 404
    assert client.get(f"{ADD}?review=x").status_code == 404


def test_call_add_without_recommendations_sends_to_the_import(review, coordinator, signed_in):
    assert "Import them first" in signed_in(coordinator).get(ADD).content.decode()


def test_call_edit_moves_dates_of_an_open_call(call, coordinator, signed_in):
    changed(signed_in(coordinator), call, deadline="2026-12-01")
    call.refresh_from_db()
    assert (call.deadline, call.status, call.title) == (datetime.date(2026, 12, 1), "open", "Your input")


def test_call_add_twice_makes_one_draft(recommendation, coordinator, signed_in):
    client = signed_in(coordinator)
    first, second = client.post(ADD, typed()), client.post(ADD, typed())
    assert first["Location"] == second["Location"] == Call.objects.get().get_absolute_url()


def test_several_calls_for_one_review(call, recommendation, coordinator, signed_in):
    fields = {"occasion": "other", "occasion_name": "Report to the assembly"}
    signed_in(coordinator).post(ADD, typed(**fields))
    signed_in(coordinator).post(ADD, typed(occasion="next-report", occasion_name="left over"))
    assert [call.occasion_words for call in Call.objects.order_by("pk")] == [
        "mid-term report",
        "Report to the assembly",
        "next national report",
    ]


def test_last_day_of_a_draft_follows_the_report_and_says_so(draft, coordinator, signed_in):
    response = changed(signed_in(coordinator), draft, target_date="2027-06-08", deadline="2026-11-08")
    assert "it is now 8 December 2026" in said(response)
    draft.refresh_from_db()
    assert draft.deadline == datetime.date(2026, 12, 8)


def test_last_day_that_was_told_or_set_stays(call, draft, coordinator, signed_in):
    client = signed_in(coordinator)
    changed(client, call, target_date="2027-06-08", deadline="2026-11-08")
    changed(client, draft, deadline="2026-10-01")
    changed(client, draft, target_date="2027-06-08", deadline="2026-10-01")
    call.refresh_from_db(), draft.refresh_from_db()
    assert (call.deadline, draft.deadline) == (datetime.date(2026, 11, 8), datetime.date(2026, 10, 1))


def test_stages_are_moved_one_by_one(draft, coordinator, signed_in):
    client = signed_in(coordinator)
    page = changed(client, draft, day_mechanism="2027-02-20", day_approve="2027-04-08").content.decode()
    draft.refresh_from_db()
    assert draft.moved_dates == {"mechanism": "2027-02-20"}
    assert "20 February 2027" in page
    assert "(moved)" in page
    page = changed(client, draft, target_date="2027-02-19", deadline="2026-09-01", day_mechanism="2027-02-20")
    assert "lies after the date of the report" in page.content.decode()
    changed(client, draft, day_mechanism="")
    draft.refresh_from_db()
    assert draft.moved_dates == {}


def test_two_people_changing_a_call_are_told(draft, coordinator, now, signed_in):
    client = signed_in(coordinator)
    version = client.get(url(draft, "edit")).context["form"].version_to_show
    draft.title = "Theirs"
    draft.write(by=coordinator, now=now)
    page = changed(client, draft, version=version).content.decode()
    assert "Somebody else saved this while you were writing" in page
    assert "Theirs" in page
    draft.refresh_from_db()
    assert draft.title == "Theirs"


def test_call_edit_leaves_a_closed_call(call, coordinator, now, signed_in):
    call.close(by=coordinator, now=now)
    response = signed_in(coordinator).post(url(call, "edit"), typed(), follow=True)
    assert "A closed call cannot be changed" in said(response)
    assert Call.objects.get().title == "Mid-term input"


def test_draft_shows_the_plan_and_what_is_asked(draft, city, other_city, officer, approver, coordinator, signed_in):
    page = signed_in(coordinator).get(draft.get_absolute_url()).content.decode()
    assert "8 August 2026" in page
    assert "all: 2 governments" in page
    assert "1 without anybody who writes" in page
    assert "Compile" not in page
    for verb in ("recommendations", "governments", "questions", "open", "edit"):
        assert url(draft, verb) in page


def test_call_close_keeps_what_was_submitted(call, coordinator, signed_in):
    client = signed_in(coordinator)
    assert "is closed" in said(client.post(url(call, "close"), follow=True))
    assert "Only an open call" in said(client.post(url(call, "close"), follow=True))


def test_board_shows_stages_and_never_what_a_draft_says(
    call, city, other_city, recommendation, coordinator, national_viewer, signed_in
):
    draft = factories.contribution(call, city, [recommendation])
    for person in (coordinator, national_viewer):
        page = signed_in(person).get(call.get_absolute_url()).content.decode()
        assert "Altamira" in page
        assert "40 new beds" not in page
        assert draft.get_absolute_url() not in page


def test_board_counts_coverage(call, city, other_city, recommendation, officer, approver, coordinator, signed_in):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    page = signed_in(coordinator).get(call.get_absolute_url()).content.decode()
    assert "Accepted: 1 of 2 governments" in page
    assert "500,000 of 600,000" in page


def test_board_filters_by_stage(call, city, other_city, recommendation, coordinator, signed_in):
    factories.contribution(call, city, [recommendation])
    client = signed_in(coordinator)
    for stage, names in [
        ("draft", ["Altamira"]),
        ("not_started", ["Borealis"]),
        ("nonsense", ["Altamira", "Borealis"]),
    ]:
        rows = client.get(call.get_absolute_url(), {"stage": stage}).context["table"].data
        assert [row.name for row in rows] == names


def test_board_says_who_is_late(call, city, coordinator, signed_in, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 9, 12, tzinfo=datetime.UTC))
    page = signed_in(coordinator).get(call.get_absolute_url())
    assert page.context["board"].counts["late"] == 1
    assert "the last day for input has passed" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_board_asks_the_same_questions_for_more_governments(
    call, state, recommendation, coordinator, count, signed_in, django_assert_num_queries
):
    for number in range(count):
        place = factories.government(state, f"City {number}", population=1000)
        people = factories.member("officer", place), factories.member("approver", place)
        factories.accepted(call, place, [recommendation], *people, coordinator)
    client = signed_in(coordinator)
    with django_assert_num_queries(20):
        client.get(call.get_absolute_url())


def test_city_sees_the_call_and_its_own_input_but_no_board(
    call, city, other_city, recommendation, officer, viewer, signed_in
):
    start = reverse("tracking:contribution-start", args=[city.pk, call.pk])
    page = signed_in(officer).get(call.get_absolute_url()).content.decode()
    assert "Write in your language." in page
    assert "8 November 2026" in page
    assert start in page
    assert "Borealis" not in page
    assert start not in signed_in(viewer).get(call.get_absolute_url()).content.decode()
    contribution = factories.contribution(call, city, [recommendation])
    assert contribution.get_absolute_url() in signed_in(viewer).get(call.get_absolute_url()).content.decode()


def test_plan_out_of_order_is_kept_and_said(draft, coordinator, signed_in):
    client = signed_in(coordinator)
    response = changed(client, draft, day_consult="2027-03-01", day_mechanism="2027-02-01")
    draft.refresh_from_db()
    assert draft.moved_dates == {"consult": "2027-03-01", "mechanism": "2027-02-01"}
    assert "Before its turn" in said(response) and "Draft goes to the national mechanism" in said(response)
    assert "Before its turn" not in said(changed(client, draft))


def test_note_longer_than_a_mail_bears_comes_back(recommendation, coordinator, signed_in):
    client = signed_in(coordinator)
    page = client.post(ADD, typed(note="word " * 303)).content.decode()
    assert "3 words over the limit of 300" in page and "word word" in page
    assert 'data-word-limit="300"' in page
    assert not Call.objects.exists()
    client.post(ADD, typed(note="word " * 300))
    assert Call.objects.exists()


def test_locked_call_says_so_and_offers_to_close_it(call, city, officer, coordinator, signed_in):
    client = signed_in(coordinator)
    assert "takes no more input" not in client.get(call.get_absolute_url()).content.decode()
    factories.locked(call, coordinator)
    page = client.get(call.get_absolute_url()).content.decode()
    assert "This call takes no more input" in page and 'href="#close"' in page and 'id="close"' in page
    assert url(call, "remind") not in page and url(call, "close") in page
    seen_by_city = signed_in(officer).get(call.get_absolute_url()).content.decode()
    assert "This call takes no more input" in seen_by_city and 'href="#close"' not in seen_by_city
    assert "Start the input" not in seen_by_city


def mails_of(call):
    """(new last day, who is told) of the mails that tell of a move."""
    lines = ReminderItem.objects.filter(rule__kind="date-moved", object_id=call.pk)
    return sorted(lines.values_list("due_date", "recipient"))


def test_moved_last_day_of_an_open_call_is_told_once(
    call, city, officer, viewer, coordinator, signed_in, mailoutbox, django_capture_on_commit_callbacks
):
    client = signed_in(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        response = changed(client, call, deadline="2026-12-01")
    assert "1 mail tells of the new last day." in said(response)
    assert [mail.to for mail in mailoutbox] == [[officer.email]]
    with django_capture_on_commit_callbacks(execute=True):
        response = changed(client, call, deadline="2026-12-01", note="Other words")
    assert "tells of the new last day" not in said(response)
    for day in ("2026-11-08", "2026-12-01", "2026-11-08"):
        changed(client, call, deadline=day)
    assert set(mails_of(call)) == {(datetime.date(2026, month, day), officer.pk) for month, day in ((11, 8), (12, 1))}


def test_last_day_that_moves_away_and_back_is_told_each_time(
    call, city, officer, coordinator, signed_in, mailoutbox, django_capture_on_commit_callbacks
):
    type(officer).objects.filter(pk=officer.pk).update(language="en")
    client = signed_in(coordinator)
    for number, day in enumerate(("2026-12-01", "2026-12-20", "2026-12-01", "2026-12-20", "2026-12-01"), 1):
        for repeat in (1, 0):
            with django_capture_on_commit_callbacks(execute=True):
                response = changed(client, call, deadline=day)
            assert ("1 mail tells of the new last day." in said(response)) == bool(repeat)
            assert len(mailoutbox) == number
        assert date_format(datetime.date.fromisoformat(day)) in mailoutbox[-1].body
    lines = ReminderItem.objects.filter(rule__kind="date-moved", object_id=call.pk)
    assert lines.count() == 5 and set(lines.values_list("left_out", "delivery__status")) == {("", "sent")}
    assert not ReminderRule.objects.filter(kind="date-moved", is_active=True).exclude(days_before=0).exists()


def test_last_day_of_a_draft_moves_without_a_word(draft, city, officer, coordinator, signed_in):
    changed(signed_in(coordinator), draft, deadline="2026-12-01")
    assert mails_of(draft) == []


def test_call_says_who_said_its_dates_and_whether_they_are_confirmed(draft, coordinator, signed_in):
    client = signed_in(coordinator)
    typed_in = {"source_report": "Note verbale 12", "sure_report": "on", "source_mechanism": "Minutes of May"}
    page = changed(client, draft, deadline="2026-11-08", **typed_in).content.decode()
    draft.refresh_from_db()
    assert draft.date_sources == {
        "mechanism": {"source": "Minutes of May", "is_confirmed": False},
        "report": {"source": "Note verbale 12", "is_confirmed": True},
    }
    assert "Note verbale 12" in page and "Minutes of May" in page
    form = client.get(url(draft, "edit")).content.decode()
    assert 'value="Note verbale 12"' in form
    changed(client, draft, deadline="2026-11-08")
    draft.refresh_from_db()
    assert draft.date_sources == {}


def test_call_add_keeps_a_source_that_was_typed(recommendation, coordinator, signed_in):
    page = signed_in(coordinator).post(ADD, typed(title="", source_submit="Circular 4")).content.decode()
    assert 'value="Circular 4"' in page


def test_two_people_changing_a_source_are_told(draft, coordinator, now, signed_in):
    client = signed_in(coordinator)
    version = client.get(url(draft, "edit")).context["form"].version_to_show
    draft.say({"report": ("Theirs", True)})
    draft.write(by=coordinator, now=now)
    page = changed(client, draft, version=version, source_report="Mine").content.decode()
    assert "Somebody else saved this while you were writing" in page and "Theirs" in page


def test_every_page_that_compiles_offers_the_languages_of_a_report(call, coordinator, signed_in):
    client = signed_in(coordinator)
    report = factories.report(call)
    for address in (call.get_absolute_url(), f"/en/calls/{call.pk}/reports/", report.get_absolute_url()):
        page = client.get(address).content.decode()
        assert '<option value="en" selected>English</option>' in page, address
