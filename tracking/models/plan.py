"""A local human rights action plan: what a government means to do, in one document that prints."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .event import Event
from .place import LocalGovernment
from .publishing import Publishable
from .visibility import Visibility, visible_to


class ActionPlanQuerySet(models.QuerySet):
    """Action plans."""

    def visible_to(self, user):
        """Those the person may see."""
        return self.filter(visible_to(user))

    def published(self):
        """Those that anyone may see."""
        return self.filter(visibility=Visibility.PUBLIC)


class ActionPlan(Publishable, models.Model):
    """A plan of one government that groups its steps; it may stand inside a larger development plan."""

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="plans")
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("what the plan is for"), blank=True)
    part_of = models.CharField(_("development plan it is part of"), max_length=200, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_by = models.CharField(_("adopted by (body)"), max_length=200, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    visibility = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    updated_at = models.DateTimeField(_("last update"))
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ActionPlanQuerySet.as_manager()
    PUBLIC_TEXTS = ("title", "purpose", "part_of", "adopted_by")

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["-starts_on", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["local_government", "title"],
                name="action_plan_title_once_per_government",
                violation_error_message=_("There is a plan with this title already."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="action_plan_has_a_title"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="action_plan_ends_after_its_start",
                violation_error_message=_("The plan ends before it starts."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where the government works on it."""
        return reverse("tracking:plan-detail", args=[self.pk])

    @property
    def is_on_sensitive_topic(self):
        """One of its steps is: its own words may then speak of it."""
        return bool(self.pk) and self.steps.filter(follow_ups__recommendation__is_sensitive=True).exists()

    @transaction.atomic
    def save_work(self, *, by, now, steps=None):
        """Save what a person wrote, and say so; with `steps` it groups exactly these, taken from other plans."""
        verb = Event.Verb.CHANGED if self.pk else Event.Verb.ADDED
        self.updated_at, self.updated_by = now, by
        before = self.steps.count() if self.pk else 0
        self.save()
        if steps is not None:
            self.steps.set(steps)
        after = self.steps.count()
        changes = {"before": {"steps": before}, "after": {"steps": after}} if before != after else {}
        Event.objects.record(verb, self, by=by, now=now, local_government=self.local_government, **changes)
