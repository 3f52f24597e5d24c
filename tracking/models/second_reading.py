"""The second reader: before a text on a sensitive topic becomes public, somebody else reads it and decides."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .place import LocalGovernment


class SecondReadingQuerySet(models.QuerySet):
    """Second readings."""

    def open(self):
        """Those nobody has decided on, of rows that still stand: one may have gone in bulk, or with its step."""
        stands = Q()
        for model in apps.get_app_config("tracking").get_models():
            if hasattr(model, "public_words"):
                stands |= Q(object_kind=model._meta.model_name, object_id__in=model.objects.values("pk"))
        return self.filter(stands, decision="")

    def about(self, obj):
        """Those of one object."""
        return self.filter(object_kind=obj._meta.model_name, object_id=obj.pk)

    def kept_back(self):
        """Those that ended with words to the author instead of the public."""
        return self.filter(decision=SecondReading.Decision.KEPT)


class SecondReading(models.Model):
    """One request to read a row before everybody can, and what became of it.

    `fingerprint` is that of the row's public words when it was asked: what changed since was not read.
    """

    class Decision(models.TextChoices):
        PUBLISHED = "published", _("published")
        KEPT = "kept", _("kept internal")
        VOID = "void", _("no longer asked")

    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="second_readings")
    fingerprint = models.CharField(max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    note = models.TextField(_("note to the author"), blank=True)

    objects = SecondReadingQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("second reading")
        verbose_name_plural = _("second readings")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_kind", "object_id"], condition=Q(decision=""), name="second_reading_one_open_per_object"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="second_reading_decided_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["published", "kept"]) | ~Q(decided_by=F("asked_by")),
                name="second_reading_by_another_person",
                violation_error_message=_("Somebody else than the author must read it."),
            ),
            models.CheckConstraint(
                condition=~Q(decision="kept") | ~Q(note=""),
                name="second_reading_kept_says_why",
                violation_error_message=_("Say in a sentence why it stays internal."),
            ),
        ]
        indexes = [models.Index(fields=["object_kind", "object_id"], name="second_reading_by_object")]

    def __str__(self):
        return f"{self.object_kind} {self.object_id}"

    def decide(self, decision, *, by, now, note=""):
        """Write the decision; raises ValidationError where it is the author's own, or somebody decided meanwhile."""
        if decision != self.Decision.VOID and by.pk == self.asked_by_id:
            raise ValidationError(_("Somebody else than the author must read it."))
        if decision == self.Decision.KEPT and not note.strip():
            raise ValidationError(_("Say in a sentence why it stays internal."))
        values = {"decision": decision, "decided_by": by, "decided_at": now, "note": note.strip()}
        if not type(self).objects.open().filter(pk=self.pk).update(**values):
            raise ValidationError(_("Somebody else has decided meanwhile."))
        for name, value in values.items():
            setattr(self, name, value)
