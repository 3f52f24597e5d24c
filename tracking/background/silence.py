"""Whether the work in the background still repeats: the sweep shows it."""

import datetime
import time

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max

from ..models import BackgroundRun


def silent_after():
    """How long no sign of life is no cause for worry; None where nobody wants to know."""
    minutes = settings.BACKGROUND_SILENT_MINUTES
    return datetime.timedelta(minutes=minutes) if minutes > 0 else None


def began_at():
    """When this installation, or its newest version, began to wait for a first sign of life."""
    applied = MigrationRecorder(connection).migration_qs.filter(app="tracking")
    return applied.aggregate(newest=Max("applied"))["newest"]


def is_silent(now):
    """Whether nothing has swept for too long; a new installation has as long for its first run."""
    limit = silent_after()
    if limit is None:
        return False
    last = BackgroundRun.objects.last_sign() or began_at()
    return last is not None and now - last > limit


class SignOfLife:
    """Remembers for some seconds whether it is silent, so that every page can ask.

    In this process only: the shared cache may be what has failed.
    """

    ASKED_EVERY = 30  # seconds

    def __init__(self):
        self.forget()

    def forget(self):
        """Ask again the next time."""
        self._asked, self._answer = None, False

    def is_missing(self, now):
        """Whether nothing has run for too long, as of some seconds ago."""
        moment = time.monotonic()
        if self._asked is None or moment - self._asked > self.ASKED_EVERY:
            self._asked, self._answer = moment, is_silent(now)
        return self._answer


sign_of_life = SignOfLife()
