"""How far people with an account are in the modules of courses."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ModuleProgressQuerySet(models.QuerySet):
    """Progress of people in modules."""

    @transaction.atomic
    def record(self, person, module, score, *, passed_on):
        """Note a try at a module (its translation key): the best score stays, and the first day it was passed."""
        self.get_or_create(person=person, module=module)
        row = self.filter(person=person, module=module)
        row.filter(best_score__lt=score).update(best_score=score)
        if passed_on:
            row.filter(Q(passed_on=None) | Q(passed_on__gt=passed_on)).update(passed_on=passed_on)

    def passed(self):
        """Modules that people passed."""
        return self.filter(passed_on__isnull=False)


class ModuleProgress(models.Model):
    """One person's best score in one module, in whichever language they took it. It belongs to them alone."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="module_progress")
    module = models.UUIDField(_("translation key of the module"), db_index=True)
    best_score = models.PositiveSmallIntegerField(_("best score, in percent"), default=0)
    passed_on = models.DateField(_("passed on"), null=True, blank=True)

    objects = ModuleProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress in a module")
        verbose_name_plural = _("progress in modules")
        constraints = [
            models.UniqueConstraint(fields=["person", "module"], name="module_progress_once_per_person"),
            models.CheckConstraint(condition=Q(best_score__lte=100), name="module_progress_score_is_percent"),
            models.CheckConstraint(
                condition=Q(passed_on__isnull=True) | Q(best_score__gt=0), name="module_progress_passed_with_a_score"
            ),
        ]

    def __str__(self):
        return f"{self.module}: {self.best_score} %"
