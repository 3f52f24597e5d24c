"""When the work in the background last ran: a row for each task that repeats."""

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

SIGN = "sweep"  # only beat, or cron, runs it


class BackgroundRunQuerySet(models.QuerySet):
    """Runs."""

    def begin(self, name, *, now):
        """A task begins."""
        if not self.filter(name=name).update(started_at=now):
            self.bulk_create([BackgroundRun(name=name, started_at=now)], ignore_conflicts=True)

    def end(self, name, *, now):
        """It came to its end."""
        self.filter(name=name).update(finished_at=now)

    def fail(self, name, *, now, error):
        """It broke off; `error` is a word, never what an exception says: that may hold anything."""
        self.filter(name=name).update(failed_at=now, error=error[:200])

    def last_sign(self):
        """The newest moment at which the sweep is known to have run; None for never.

        What a person's click can wake as well would hide that nothing repeats any more.
        """
        found = self.filter(name=SIGN).aggregate(started=Max("started_at"), finished=Max("finished_at"))
        return max((moment for moment in found.values() if moment), default=None)


class BackgroundRun(models.Model):
    """The newest run of one repeated task, whoever started it: beat, or cron through manage.py."""

    name = models.CharField(_("task"), max_length=60, unique=True)
    started_at = models.DateTimeField(_("began at"))
    finished_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    failed_at = models.DateTimeField(_("last failed at"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=200, blank=True)

    objects = BackgroundRunQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("run in the background")
        verbose_name_plural = _("runs in the background")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def is_failing(self):
        """Its newest end was a failure."""
        return bool(self.failed_at) and (self.finished_at is None or self.failed_at > self.finished_at)
