"""Says how the work in the background fares; the exit code tells monitoring."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from tracking import background


class Command(BaseCommand):
    """Exit code 0 where all is well, 1 where something is wrong."""

    help = "Say when beat last ran each task, how many mails wait or failed, and what is wrong (exit code 1)."

    def add_arguments(self, parser):
        """--silence asks less: a container must not count as ill because a mail server is away."""
        parser.add_argument("--silence", action="store_true", help="only ask whether anything runs at all")

    def handle(self, *args, silence=False, **options):
        """Print tasks and mails, then what is wrong."""
        now = timezone.now()
        if silence:
            self.conclude(["Nothing has run in the background for too long."] if background.is_silent(now) else [])
            return
        health = background.health(now)
        for task in health.tasks:
            self.stdout.write(f"{task.name}: {self.last(task.run)}")
        for name, value in counts(health.mails):
            self.stdout.write(f"mails {name}: {value}")
        self.conclude(health.problems)

    def last(self, run):
        """When a task ran."""
        if run is None:
            return "never so far"
        failed = f", failed {moment(run.failed_at)} ({run.error})" if run.is_failing else ""
        return f"began {moment(run.started_at)}, ended {moment(run.finished_at)}{failed}"

    def conclude(self, problems):
        """Nothing is wrong, or the list of what is, with exit code 1."""
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("All is well.")


def counts(mails):
    """[(name, value)] of the mails."""
    return [
        ("that wait for their hour", mails.later),
        ("ready to be sent", mails.ready),
        ("that wait for another attempt", mails.put_off),
        ("being sent", mails.sending),
        ("failed", mails.failed),
        ("with unknown outcome", mails.unknown),
        ("oldest one ready since", moment(mails.oldest)),
        ("newest one sent", moment(mails.sent_at)),
    ]


def moment(at):
    """A moment in the site's time zone."""
    return date_format(timezone.localtime(at), "Y-m-d H:i:s T") if at else "never"
