"""Entries as iCalendar (RFC 5545): the same entries give the same bytes."""

import datetime
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

DAY = datetime.timedelta(days=1)
READ_AGAIN = datetime.timedelta(hours=6)


def write(entries, name):
    """The bytes of a calendar called `name` with these Entries, without alarms: reminders are the site's business."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//UPR Local//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.calendar_name = name
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})  # no kind of value is its default
    calendar.add("x-published-ttl", icalendar.vDuration(READ_AGAIN))  # the same for programs that are older
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    for entry in entries:
        calendar.add_component(_event(entry, host))
    return calendar.to_ical()


def _event(entry, host):
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstart", entry.date)
    event.add("dtend", entry.date + DAY)
    event.add("summary", entry.title)
    if entry.about:
        event.add("description", entry.about)
    event.add("url", f"{settings.SITE_URL}{entry.path}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("status", "CONFIRMED" if entry.is_sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
    return event
