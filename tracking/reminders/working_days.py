"""The days and hours on which a mail may go out: pure arithmetic on the reader's own calendar."""

import datetime
import zoneinfo

EVERY_DAY = "1234567"


def is_working(day, working_days):
    """Whether `day` is one of the State's working days ("12345": Monday to Friday)."""
    return str(day.isoweekday()) in (working_days or EVERY_DAY)


def on_or_before(day, working_days):
    """The working day on which something is told at the latest that is planned for `day`."""
    while not is_working(day, working_days):
        day -= datetime.timedelta(days=1)
    return day


def on_or_after(day, working_days):
    """The first working day from `day` on."""
    while not is_working(day, working_days):
        day += datetime.timedelta(days=1)
    return day


def sending_day(due_date, days_before, working_days):
    """The day on which a stage is told: what warns comes early rather than late, what says "too late" comes late."""
    day = due_date - datetime.timedelta(days=days_before)
    return on_or_before(day, working_days) if days_before >= 0 else on_or_after(day, working_days)


def is_quiet(hour, quiet_from, quiet_until):
    """Whether a time of day lies in the quiet hours; the same two times mean that there are none."""
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until


def next_moment(now, person, working_days):
    """The first moment from `now` (aware) on which a mail may reach the person: a working day, no quiet hour.

    Hours are those of the person's time zone; an hour that the clocks skip in spring counts as the one after it.
    """
    zone = zoneinfo.ZoneInfo(person.time_zone)
    local = now.astimezone(zone)
    quiet = is_quiet(local.time(), person.quiet_from, person.quiet_until)
    if is_working(local.date(), working_days) and not quiet:
        return now
    day = local.date()
    if (quiet and local.time() >= person.quiet_until) or not is_working(day, working_days):
        day += datetime.timedelta(days=1)
    day = on_or_after(day, working_days)
    start = person.quiet_until if person.quiet_from != person.quiet_until else datetime.time.min
    return datetime.datetime.combine(day, start, tzinfo=zone).astimezone(datetime.UTC)
