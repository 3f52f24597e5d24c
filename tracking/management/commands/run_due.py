"""Does once what beat and worker would do by now, for a site that prefers cron."""

import contextlib

from celery import current_app, signals
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tracking import background


class Command(BaseCommand):
    """Run it from cron every five minutes or so. It does no harm beside a running beat, or beside itself."""

    help = "Do once what is due by now: select and send reminders, sweep, and the rest of the schedule."

    def handle(self, *args, **options):
        """Run the tasks that are due, here and now with all that they wake; exit code 1 where one failed."""
        current_app.loader.import_default_modules()  # outside a worker nobody has asked for the tasks yet
        failed, due = [], background.due(timezone.now())
        with here_and_now(failed):
            for task in due:
                current_app.tasks[task.task].apply()
        self.stdout.write(f"Ran: {', '.join(task.name for task in due) or 'nothing is due'}.")
        if failed:
            raise CommandError(f"Failed: {', '.join(sorted(set(failed)))}. The log says why.")


@contextlib.contextmanager
def here_and_now(failed):
    """What tasks wake runs at once in this process; the names of those that fail are added to `failed`."""
    conf = current_app.conf

    def note(sender=None, **kwargs):
        failed.append(sender.name)

    signals.task_failure.connect(note)
    conf.task_always_eager = True
    try:
        yield
    finally:
        conf.changes.pop("task_always_eager", None)  # what the settings say holds again
        signals.task_failure.disconnect(note)
