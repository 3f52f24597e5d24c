"""What stands in a calendar: whose, how many questions it takes, and every byte as programs want it."""

import datetime
import re

import icalendar
import pytest
from django.utils import translation

from tests import factories
from tracking import calendar_files
from tracking.calendar_files.entry import START, Entry
from tracking.models import ImplementationStep

DAY, TODAY = datetime.date, datetime.date(2026, 3, 10)
LATER = factories.NOW + datetime.timedelta(days=1)


def keys(entries):
    return {entry.key: entry.date for entry in entries}


def titles(entries):
    return {entry.title for entry in entries}


def events_of(data):
    """{UID without the host: VEVENT} as a calendar program reads it."""
    return {str(event["uid"]).split("@")[0]: event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


@pytest.fixture
def full(city, officer, review, coordinator, recommendation):
    """A city with something of everything; {name: row}."""
    city.term_ends_on = DAY(2026, 5, 24)
    city.save()
    follow_up = factories.follow_up(city, recommendation, officer)
    return {
        "call": factories.call(review, coordinator, excerpts_until=DAY(2027, 1, 15), **sent(coordinator)),
        "step": factories.step(city, officer, [follow_up]),
        "indicator": factories.indicator(city, officer, [follow_up]),
    }


def sent(coordinator):
    return {"excerpts_sent_at": factories.NOW, "excerpts_sent_by": coordinator}


def test_person_finds_the_days_of_their_government(full, city, officer):
    found = keys(calendar_files.of_person(officer, TODAY))
    call, step, indicator = (full[name].pk for name in ("call", "step", "indicator"))
    assert found[f"call-{call}-submit"] == DAY(2026, 11, 8)
    assert found[f"call-{call}-published"] == DAY(2027, 6, 8)
    assert found[f"call-{call}-excerpts"] == DAY(2027, 1, 15)
    assert f"call-{call}-approve" not in found and f"call-{call}-open" not in found
    assert found[f"step-{step}"] == DAY(2026, 6, 30)
    assert found[f"indicator-{indicator}"] == TODAY
    assert found[f"term-{city.pk}"] == DAY(2026, 5, 24)
    assert keys(calendar_files.of_government(officer, city, TODAY)) == found


def test_who_serves_the_state_finds_the_whole_plan_and_no_work_of_cities(full, review, coordinator, national_viewer):
    found = keys(calendar_files.of_person(coordinator, TODAY))
    assert found[f"call-{full['call'].pk}-approve"] == DAY(2027, 4, 8)
    assert found[f"review-{review.pk}-mid-term"] == DAY(2027, 5, 8)
    assert not [key for key in found if key.startswith(("step", "indicator", "term"))]
    assert keys(calendar_files.of_person(national_viewer, TODAY)) == found


def test_strangers_find_nothing_of_the_city(full, city, outsider, stranger, commenter, coordinator):
    own = {f"step-{full['step'].pk}", f"indicator-{full['indicator'].pk}", f"term-{city.pk}"}
    assert not own & set(keys(calendar_files.of_person(outsider, TODAY)))
    for person in (outsider, stranger, commenter, coordinator):
        assert calendar_files.of_government(person, city, TODAY) == []
    assert calendar_files.of_person(stranger, TODAY) == calendar_files.of_person(commenter, TODAY) == []


def test_who_lost_their_role_finds_nothing_any_more(full, city, officer):
    officer.memberships.all().delete()
    assert calendar_files.of_person(officer, TODAY) == calendar_files.of_government(officer, city, TODAY) == []


def test_who_collects_finds_the_work_of_those_below_with_their_names(full, city, collector):
    found = titles(calendar_files.of_person(collector, TODAY))
    assert "Altamira: Step due: Open a night shelter" in found


def test_call_that_asks_others_is_not_in_the_calendar(full, other_city, officer, outsider):
    full["call"].governments.add(other_city)
    own, theirs = (keys(calendar_files.of_person(person, TODAY)) for person in (officer, outsider))
    assert f"call-{full['call'].pk}-submit" in theirs and f"call-{full['call'].pk}-submit" not in own


@pytest.mark.parametrize(
    "change", [{"status": "done", "end_date": DAY(2026, 3, 1)}, {"due_date": None}, {"due_date": DAY(2025, 3, 9)}]
)
def test_what_is_done_or_long_past_is_not_in_the_calendar(full, officer, change):
    ImplementationStep.objects.update(**change)
    assert not [key for key in keys(calendar_files.of_person(officer, TODAY)) if key.startswith("step")]


def test_draft_and_closed_calls_are_not_in_the_calendar(full, review, coordinator, officer, now):
    full["call"].close(by=coordinator, now=now)
    factories.call(review, coordinator, status="draft", opened_by=None, opened_at=None)
    for person in (officer, coordinator):
        assert not [key for key in keys(calendar_files.of_person(person, TODAY)) if key.startswith("call")]


@pytest.mark.parametrize("hidden", ["restricted", "sensitive"])
def test_title_is_neutral_where_the_topic_is_sensitive(full, officer, recommendation, hidden):
    if hidden == "restricted":
        full["step"].visibility = full["indicator"].visibility = "restricted"
        full["step"].save(), full["indicator"].save()
    else:
        recommendation.is_sensitive = True
        recommendation.save()
    found = titles(calendar_files.of_person(officer, TODAY))
    assert "Step due: A step on a sensitive topic" in found
    assert "Value due: An indicator on a sensitive topic" in found
    assert not [title for title in found if "shelter" in title or "evicted" in title]


def test_no_word_of_a_recommendation_is_in_the_calendar(full, officer, recommendation):
    data = calendar_files.write(calendar_files.of_person(officer, TODAY), "Deadlines").decode()
    assert "homes that people can afford" not in data.replace("\r\n ", "")


def test_next_review_is_left_to_itself_once_it_is_there(review, state, coordinator):
    key = f"review-{review.pk}-next-review"
    assert key in keys(calendar_files.of_person(coordinator, TODAY))
    later = factories.review(state, cycle=5, review_date=DAY(2029, 5, 1), adoption_date=None)
    found = keys(calendar_files.of_person(coordinator, TODAY))
    assert key not in found and found[f"review-{later.pk}-review"] == DAY(2029, 5, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_questions_however_much_there_is(
    full, city, state, review, officer, coordinator, count, django_assert_num_queries, now
):
    for number in range(count):
        factories.step(city, officer, city.follow_ups.all())
        factories.indicator_value(factories.indicator(city, officer), officer)
        factories.call(review, coordinator)
        place = factories.government(state, f"Town {number}", term_ends_on=DAY(2026, 9, 1))
        officer.memberships.create(role="officer", local_government=place)
        older = factories.review(state, cycle=number + 1)
        older.set_day("plan", older.counted("plan"), source="x", by=coordinator, now=now)
    with django_assert_num_queries(11):
        calendar_files.of_person(officer, TODAY)


def test_file_of_a_call_holds_what_concerns_the_reader(full, officer, coordinator):
    whole, part = (keys(calendar_files.of_call(person, full["call"])) for person in (coordinator, officer))
    assert set(part) < set(whole) and f"call-{full['call'].pk}-submit" in part


def test_moved_day_updates_the_entry(full, officer, coordinator):
    call, step = full["call"], full["step"]
    before = events_of(calendar_files.write(calendar_files.of_person(officer, TODAY), "x"))
    call.deadline = DAY(2026, 12, 1)
    call.write(by=coordinator, now=LATER)
    ImplementationStep.objects.update(due_date=DAY(2026, 8, 1), updated_at=LATER)
    after = events_of(calendar_files.write(calendar_files.of_person(officer, TODAY), "x"))
    for key, day in [(f"call-{call.pk}-submit", DAY(2026, 12, 1)), (f"step-{step.pk}", DAY(2026, 8, 1))]:
        assert after[key]["uid"] == before[key]["uid"]
        assert after[key]["dtstart"].dt == day != before[key]["dtstart"].dt
        assert after[key]["sequence"] > before[key]["sequence"]
        assert after[key]["last-modified"].dt == after[key]["dtstamp"].dt == LATER
    same = f"term-{officer.memberships.get().local_government_id}"
    assert after[same].to_ical() == before[same].to_ical()


def test_value_that_was_recorded_moves_the_next_one(full, officer):
    indicator = full["indicator"]
    row = factories.indicator_value(indicator, officer)
    indicator.refresh_from_db()
    entry = next(e for e in calendar_files.of_person(officer, TODAY) if e.key == f"indicator-{indicator.pk}")
    assert (entry.date, entry.changed_at) == (indicator.next_due_on, row.recorded_at)


def test_phase_is_tentative_until_it_is_confirmed(review, coordinator):
    review.set_day("plan", DAY(2026, 4, 1), source="Decree 12", is_confirmed=True, by=coordinator, now=factories.NOW)
    found = events_of(calendar_files.write(calendar_files.of_person(coordinator, TODAY), "x"))
    plan, midterm = found[f"review-{review.pk}-plan"], found[f"review-{review.pk}-mid-term"]
    assert (plan["status"], midterm["status"]) == ("CONFIRMED", "TENTATIVE")
    assert plan["description"] == "Decree 12" and midterm["description"] == "Proposed: 30 months after the review"
    assert plan["dtstamp"].dt == factories.NOW


LONG = "Öffnung; der „Wärmestube“, täglich\\nachts: ملجأ ليلي 夜间庇护所 " * 4


def written(**fields):
    plain = {"key": "step-1", "date": DAY(2028, 2, 29), "title": LONG, "path": "/es/steps/1/", "changed_at": LATER}
    return calendar_files.write([Entry(**{**plain, **fields})], "Deadlines: São Tomé, Água")


def test_bytes_are_folded_lines_of_utf8_that_end_in_crlf():
    data = written(about="One line\nand another")
    assert data.startswith(b"BEGIN:VCALENDAR\r\n") and data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # no sign is cut in two


def test_signs_with_a_meaning_are_escaped_and_come_back():
    data = written(about="One line\nand another")
    whole = data.replace(b"\r\n ", b"").decode()
    assert "Öffnung\\; der „Wärmestube“\\, täglich\\\\nachts" in whole
    assert "DESCRIPTION:One line\\nand another" in whole
    event = events_of(data)["step-1"]
    assert (event["summary"], event["description"]) == (LONG, "One line\nand another")
    assert str(icalendar.Calendar.from_ical(data).calendar_name) == "Deadlines: São Tomé, Água"


def test_nobody_breaks_out_of_a_title():
    data = written(title="Party\r\nEND:VEVENT\r\nBEGIN:VALARM")
    assert len(events_of(data)) == 1 and b"\r\nBEGIN:VALARM" not in data


def test_entry_is_a_whole_day_that_keeps_nobody_busy(settings):
    settings.SITE_URL = "https://upr.example.org"
    data = written()
    event = events_of(data)["step-1"]
    assert b"DTSTART;VALUE=DATE:20280229\r\n" in data and b"DTEND;VALUE=DATE:20280301\r\n" in data
    assert event["uid"] == "step-1@upr.example.org" and event["url"] == "https://upr.example.org/es/steps/1/"
    assert (event["transp"], b"VALARM" in data) == ("TRANSPARENT", False)
    assert re.search(rb"DTSTAMP:20260311T090000Z\r\n", data) and re.search(rb"LAST-MODIFIED:20260311T090000Z\r\n", data)
    assert event["sequence"] == (LATER - START).total_seconds() < 2**31


def test_calendar_says_what_it_is_and_how_often_to_read_it():
    data = written()
    for line in (b"VERSION:2.0", b"PRODID:-//UPR Local//Deadlines//EN", b"X-PUBLISHED-TTL:PT6H"):
        assert line + b"\r\n" in data
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in data
    assert written() == data
    empty = icalendar.Calendar.from_ical(calendar_files.write([], "x"))
    assert empty.walk("VEVENT") == [] and empty["version"] == "2.0"


def test_words_and_addresses_are_in_the_language_of_the_reader(full, officer):
    with translation.override("es"):
        entry = next(e for e in calendar_files.of_person(officer, TODAY) if e.key.startswith("step"))
    assert entry.path == f"/es/steps/{full['step'].pk}/"
