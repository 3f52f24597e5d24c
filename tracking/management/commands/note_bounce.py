"""Takes one report of a mail that did not arrive, as a mail server pipes it."""

import os
import sys

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from tracking.reminders import bounces, coming_back

SAID = {
    "failed": "Noted: the mail did not arrive.",
    "delayed": "Noted: the mail is delayed.",
    "known": "Nothing changed: this was known already.",
    "arrived": "Nothing changed: the report says that the mail arrived.",
}


class Command(BaseCommand):
    """Exit codes are those that mail servers know: 0 noted, 65 no report of ours, 75 try again later."""

    help = "Read one delivery report (bounce) from standard input and note which mail did not arrive."
    requires_system_checks = []

    def handle(self, *args, **options):
        """Read, note, say what was done; never an address, which would stand in the mail server's log."""
        try:
            report = bounces.read(sys.stdin.buffer.read(bounces.LARGEST))
            word, delivery = coming_back.note(report, now=timezone.now())
        except bounces.NotAReport as error:
            raise CommandError(str(error), returncode=os.EX_DATAERR) from error
        except DatabaseError as error:
            raise CommandError("The database does not answer; try again later.", returncode=os.EX_TEMPFAIL) from error
        if word == "stranger":
            raise CommandError(
                "Nothing changed: the report names no mail of this site (Message-ID).", returncode=os.EX_DATAERR
            )
        which = f" (mail {delivery.pk})" if delivery else ""
        self.stdout.write(f"{SAID[word]}{which}")
