"""Working days and quiet hours: pure arithmetic, also where clocks change."""

import datetime
import types
import zoneinfo

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from tracking.reminders.working_days import is_quiet, is_working, next_moment, on_or_after, on_or_before, sending_day

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 12, 31))
WEEKS = st.sampled_from(["", "12345", "12347", "7", "135", "1234567"])
HOURS = st.times()
MOMENTS = st.datetimes(datetime.datetime(2024, 1, 1), datetime.datetime(2030, 1, 1), timezones=st.just(datetime.UTC))
ZONES = st.sampled_from(["UTC", "America/New_York", "Europe/Madrid", "Asia/Kathmandu", "Pacific/Auckland"])


def person(zone="UTC", quiet_from="20:00", quiet_until="07:00"):
    hours = [
        value if isinstance(value, datetime.time) else datetime.time.fromisoformat(value)
        for value in (quiet_from, quiet_until)
    ]
    return types.SimpleNamespace(time_zone=zone, quiet_from=hours[0], quiet_until=hours[1])


def utc(text):
    return datetime.datetime.fromisoformat(f"{text}+00:00")


@given(DAYS, WEEKS)
def test_nearest_working_day_on_either_side(day, week):
    before, after = on_or_before(day, week), on_or_after(day, week)
    assert is_working(before, week) and is_working(after, week)
    assert day - datetime.timedelta(days=6) <= before <= day <= after <= day + datetime.timedelta(days=6)
    assert (before == day == after) is is_working(day, week)


@given(DAYS, WEEKS, st.integers(-400, 400))
def test_warnings_come_early_and_what_is_overdue_comes_late(day, week, days_before):
    sends_on = sending_day(day, days_before, week)
    planned = day - datetime.timedelta(days=days_before)
    assert is_working(sends_on, week)
    assert sends_on <= planned if days_before >= 0 else sends_on >= planned


@given(MOMENTS, ZONES, WEEKS, HOURS, HOURS)
def test_next_moment_is_neither_quiet_nor_a_day_off_nor_in_the_past(now, zone, week, quiet_from, quiet_until):
    reader = person(zone, quiet_from, quiet_until)
    moment = next_moment(now, reader, week)
    local = moment.astimezone(zoneinfo.ZoneInfo(zone))
    assert now <= moment <= now + datetime.timedelta(days=9)
    assert is_working(local.date(), week)
    assert next_moment(moment, reader, week) == moment


@pytest.mark.parametrize(
    "hour, quiet_from, quiet_until, expected",
    [
        ("21:00", "20:00", "07:00", True),
        ("06:59", "20:00", "07:00", True),
        ("07:00", "20:00", "07:00", False),
        ("19:59", "20:00", "07:00", False),
        ("12:30", "12:00", "13:00", True),
        ("13:00", "12:00", "13:00", False),
        ("00:00", "08:00", "08:00", False),
    ],
)
def test_quiet_hours(hour, quiet_from, quiet_until, expected):
    assert is_quiet(*map(datetime.time.fromisoformat, (hour, quiet_from, quiet_until))) is expected


@pytest.mark.parametrize(
    "now, zone, moment",
    [
        ("2026-03-10T09:00", "UTC", "2026-03-10T09:00"),
        ("2026-03-10T21:00", "UTC", "2026-03-11T07:00"),
        ("2026-03-10T05:00", "UTC", "2026-03-10T07:00"),
        ("2026-03-13T21:00", "UTC", "2026-03-16T07:00"),  # Friday evening: Monday morning
        ("2026-03-14T10:00", "UTC", "2026-03-16T07:00"),  # Saturday
        # The clocks of New York go forward on 8 March 2026 at 2: seven is 12 UTC before and 11 UTC after.
        ("2026-03-07T03:00", "America/New_York", "2026-03-09T11:00"),
        ("2026-03-06T03:00", "America/New_York", "2026-03-06T12:00"),
        # Those of Madrid go forward on 29 March and back on 25 October 2026.
        ("2026-03-27T21:00", "Europe/Madrid", "2026-03-30T05:00"),
        ("2026-10-23T21:00", "Europe/Madrid", "2026-10-26T06:00"),
        ("2026-10-22T21:00", "Europe/Madrid", "2026-10-23T05:00"),
    ],
)
def test_next_moment(now, zone, moment):
    assert next_moment(utc(now), person(zone), "12345") == utc(moment)


@pytest.mark.parametrize(
    "now, zone, moment",
    [
        ("2026-03-08T06:30", "America/New_York", "2026-03-08T07:30"),  # 2:30 does not exist there: 3:30 is
        ("2026-03-29T00:30", "Europe/Madrid", "2026-03-29T01:30"),
        ("2026-10-25T00:15", "Europe/Madrid", "2026-10-25T00:30"),  # 2:30 comes twice: the first one
    ],
)
def test_end_of_quiet_hours_in_the_hour_that_the_clocks_skip_or_repeat(now, zone, moment):
    assert next_moment(utc(now), person(zone, "20:00", "02:30"), "1234567") == utc(moment)


@pytest.mark.parametrize(
    "day, months, expected",
    [
        ("2026-08-31", 30, "2029-02-28"),
        ("2025-08-31", 30, "2028-02-29"),
        ("2024-11-08", 30, "2027-05-08"),
        ("2019-11-12", 30, "2022-05-12"),  # Slovenia, third cycle
    ],
)
def test_months_clamp_to_the_end_of_the_month(day, months, expected):
    assert datetime.date.fromisoformat(day) + relativedelta(months=months) == datetime.date.fromisoformat(expected)
