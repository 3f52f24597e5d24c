"""Finds and sends what is due, as beat and worker do; for a date, and dry."""

import datetime
from collections import Counter

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tracking import reminders
from tracking.models import ReminderDelivery, State
from tracking.reminders.rule_words import stage_words


def moment(text):
    """Noon UTC of a date written YYYY-MM-DD; CommandError otherwise."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--date takes a day as YYYY-MM-DD, not {text!r}.") from error
    if not 2000 <= day.year <= 2200:
        raise CommandError(f"--date takes a day between 2000 and 2200, not {text}.")
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)


class Command(BaseCommand):
    """With --dry-run says who would hear what, and writes and sends nothing."""

    help = "Select and send reminders that are due today, or on --date; --dry-run only says what would be sent."

    def add_arguments(self, parser):
        """--date and --dry-run."""
        parser.add_argument("--date", metavar="YYYY-MM-DD", help="as if it were noon UTC of this day")
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent, send nothing")

    def handle(self, *args, date=None, dry_run=False, **options):
        """Select, then deliver."""
        now = moment(date) if date else timezone.now()
        if dry_run:
            self.describe(reminders.due_items(now))
            return
        outcomes = Counter()
        for pks in reminders.chunks(reminders.select_due(now)):
            outcomes.update(reminders.deliver_many(pks, now=now).values())
        total = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        self.stdout.write(f"Mails: {total or 'none is due'}.")

    def describe(self, items):
        """One line an item: account, government or State, rule, due date; and how many mails wait already."""
        states = State.objects.in_bulk()
        for item in items:
            self.stdout.write(
                f"account {item.recipient.pk}: {item.local_government or states[item.matter.state_id]},"
                f" {item.rule.get_kind_display()} {item.due_date} ({stage_words(item.rule.days_before)})"
            )
        waiting = ReminderDelivery.objects.pending().count()
        self.stdout.write(f"{waiting} mails wait for their hour already.")
        people = len({item.recipient.pk for item in items})
        self.stdout.write(f"{len(items)} lines to {people} people would be sent; nothing was written.")
