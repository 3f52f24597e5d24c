"""Reminders to very many people: selecting them, and sending to a mail server that takes everything at once.

The floor of selecting is the insertion of the same rows; the floor of sending is a bare loop that hands the same
mails to the same server over one connection.
"""

import datetime
import smtplib

from aiosmtpd.controller import Controller
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from benchmarks import generate, timing
from benchmarks.listing import WrongAnswer, settle
from tests import servers
from tracking import reminders
from tracking.models import (
    Call,
    LocalGovernment,
    Membership,
    ReminderDelivery,
    ReminderItem,
    ReminderRule,
    Review,
    User,
)

FEW = 3


class Sink:
    """Takes every mail and counts them."""

    taken = 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- the name is aiosmtpd's
        """Take it."""
        self.taken += 1
        return "250 OK"


def measure(people, database):
    """Yield two Measurements with so many people, each the officer of a city of its own.

    Raises WrongAnswer where selecting takes more queries than for a few, or somebody is not told exactly once.
    """
    now = timezone.now()
    call = a_call(now)
    add(call, range(FEW))
    with CaptureQueriesContext(connection) as few:
        items = reminders.due_items(now)
    if len(items) != FEW:
        raise WrongAnswer(f"{len(items)} lines for {FEW} people")
    add(call, range(FEW, people))
    settle()
    with CaptureQueriesContext(connection) as many:
        reminders.due_items(now)
    if len(many) != len(few):
        raise WrongAnswer(f"{len(many)} queries for {people} people, {len(few)} for {FEW}")
    found = {}
    selecting = timing.milliseconds(lambda: found.update(pks=reminders.select_due(now)))
    name = f"select {people} people, {len(many)} queries to find them"
    yield timing.Measurement(name, database, selecting, bare_rows(), None, "it decides who is to hear, and of what")
    yield from sending(found["pks"], people, database, now)


def a_call(now):
    """An open call of a State that has nothing else, whose last day is near, at any hour of any day."""
    state = generate.state_under_review("XRM", "XM", "Remindland")
    state.working_days = "1234567"
    state.save()
    ReminderRule.objects.exclude(kind="call-deadline", days_before=7).delete()
    ReminderRule.objects.get_or_create(kind="call-deadline", days_before=7)
    day = timezone.localdate(now) + datetime.timedelta(days=3)
    review = Review.objects.create(state=state, cycle=4, session=48)
    opener = {"opened_by": generate.someone(), "opened_at": now}
    return Call.objects.create(review=review, title="Input", target_date=day, deadline=day, status="open", **opener)


@transaction.atomic
def add(call, numbers):
    """Cities of these numbers, each with its officer."""
    midnight = datetime.time(0)
    cities = LocalGovernment.objects.bulk_create(
        LocalGovernment(state=call.review.state, name=f"Town {number}", slug=f"town-{number}") for number in numbers
    )
    people = User.objects.bulk_create(
        User(email=f"officer{number}@example.org", quiet_from=midnight, quiet_until=midnight) for number in numbers
    )
    Membership.objects.bulk_create(
        Membership(user=person, role="officer", local_government=city)
        for person, city in zip(people, cities, strict=True)
    )


def bare_rows():
    """Milliseconds to insert the same mails and lines without deciding anything."""
    mails, lines = list(ReminderDelivery.objects.all()), list(ReminderItem.objects.all())
    with transaction.atomic():
        ReminderItem.objects.all().delete()
        ReminderDelivery.objects.all().delete()

        def insert():
            ReminderDelivery.objects.bulk_create(mails)
            ReminderItem.objects.bulk_create(lines)

        return timing.milliseconds(insert)


def sending(pks, people, database, now):
    """Yield the Measurement of sending the selected mails."""
    sink = Sink()
    server = Controller(sink, hostname="127.0.0.1", port=servers.free_port())
    server.start()
    where = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port, "EMAIL_BACKEND": "upr_local.smtp.EmailBackend"}
    try:
        with override_settings(**where):
            ours = timing.milliseconds(
                lambda: [reminders.deliver_many(part, now=now) for part in reminders.chunks(pks)]
            )
            sent = ReminderDelivery.objects.filter(status="sent").count()
            if not sent == sink.taken == people:
                raise WrongAnswer(f"{sent} mails are marked as sent, {sink.taken} arrived, for {people} people")
            floor = bare_loop(server.port)
    finally:
        server.stop()
    reason = "claiming, looking again at what is missing and rendering, each mail by itself"
    yield timing.Measurement(f"send to {people} people", database, ours, floor, None, reason)


def bare_loop(port):
    """Milliseconds of a loop that writes a mail of the same size to the same people over one connection."""
    line = "this needs your attention: the last day for input comes near\n"
    body = line * 14  # its HTML wraps at each line
    addresses = list(User.objects.filter(email__startswith="officer").values_list("email", flat=True))

    def loop():
        with smtplib.SMTP("127.0.0.1", port) as connected:
            for address in addresses:
                message = mail.EmailMultiAlternatives(
                    "Input: 3 days left", body, settings.DEFAULT_FROM_EMAIL, [address]
                )
                message.attach_alternative(f"<p>\n{body}</p>", "text/html")
                connected.sendmail(settings.DEFAULT_FROM_EMAIL, [address], message.message().as_bytes(linesep="\r\n"))

    return timing.milliseconds(loop)
