"""Celery entry points: fetch by primary key, delegate, log. Rows are the work; a task only wakes it."""

import logging
from collections import Counter

from celery import shared_task
from django.utils import timezone

from . import background, importing, invitations, personal_account, reminders
from .midterm import compiling, contradictions, stamping
from .models import Call, ReminderDelivery, Report, SourceFile

log = logging.getLogger(__name__)
SWEEP_LASTS = 10 * 60  # seconds after which a later sweep has woken the same mails again: busy workers drop the rest


@shared_task(name="tracking.run_import")
def run_import(pk):
    """Import a confirmed file; nothing happens where another worker has it or it is gone."""
    log.info("import %s: %s", pk, importing.run(pk, now=timezone.now()))


@shared_task(name="tracking.compile_report")
def compile_report(pk):
    """Compile a report that was asked for; nothing happens where another worker has it or it is gone."""
    log.info("report %s: %s", pk, compiling.run(pk, now=timezone.now()))


@shared_task(name="tracking.stamp_report")
def stamp_report(pk):
    """Let the documents of a locked report name who adopted it; nothing happens where another worker is at it."""
    log.info("approvals of report %s: %s", pk, stamping.run(pk, now=timezone.now()))


@shared_task(name="tracking.find_contradictions")
def find_contradictions(pk):
    """Look again for what the inputs to a call contradict each other in; nothing where the call is gone."""
    call = Call.objects.select_related("review__state").filter(pk=pk).first()
    if call:
        log.info("contradictions of call %s: %s", pk, len(contradictions.look_again(call)[1]))


@shared_task(name="tracking.select_reminders")
@background.noted("select reminders")
def select_reminders():
    """Find what is due and wake a worker for every few mails."""
    for pks in reminders.chunks(reminders.select_due(timezone.now())):
        deliver_reminders.delay(pks)


@shared_task(name="tracking.deliver_reminders")
def deliver_reminders(pks):
    """Send these mails over one connection, each once; nothing happens with those that another worker has."""
    words = Counter(reminders.deliver_many(pks, now=timezone.now()).values())
    log.info("reminders: %s", ", ".join(f"{count} {word}" for word, count in sorted(words.items())))


@shared_task(name="tracking.sweep")
@background.noted("sweep")
def sweep():
    """Wake again what a crash or a lost message left behind, and the mails whose hour has come."""
    now = timezone.now()
    reminders.expire_stale(now)
    for task, rows in [
        (run_import, SourceFile.objects.waiting()),
        (compile_report, Report.objects.waiting()),
        (stamp_report, Report.objects.stamping()),
    ]:
        for pk in rows.values_list("pk", flat=True):
            task.delay(pk)
    for pks in reminders.chunks(ReminderDelivery.objects.ready(now).values_list("pk", flat=True)):
        deliver_reminders.apply_async([pks], expires=SWEEP_LASTS)


@shared_task(name="tracking.erase_left_contacts")
@background.noted("erase left contacts")
def erase_left_contacts():
    """Erase who has had no role for 24 months, and the addresses of invitations that nobody accepted."""
    now = timezone.now()
    personal_account.note_who_left(now)
    log.info("left contacts erased: %s", personal_account.erase_left(now))
    log.info("old invitations deleted: %s", invitations.forget_old(now))
