"""What a ministry reports on a recommendation: versions that are submitted, accepted or returned, like a city's."""

import hashlib
import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .answer import WORD_LIMITS, count_words
from .call import Call
from .event import Event
from .lock import hold_unlocked
from .membership import Membership
from .recommendation import Recommendation

SAID = (*WORD_LIMITS, "programme", "programme_year")


class NationalMeasureQuerySet(models.QuerySet):
    """National measures."""

    def visible_to(self, user):
        """Those of the States that the person serves; of drafts only those of the person's own body."""
        if not user.is_authenticated:
            return self.none()
        served = Membership.objects.serving(user).values("state")
        mine = Q(pk__in=self.model.objects.of_bodies(user)) | ~Q(status=NationalMeasure.Status.DRAFT)
        return self.filter(mine, call__review__state__in=served)

    def of_bodies(self, user):
        """Those that the person writes: own ones, and those of the body for which the person serves the State."""
        held = Membership.objects.serving(user).exclude(organisation="")
        theirs = held.filter(state=models.OuterRef("call__review__state"), organisation=models.OuterRef("body"))
        served = Membership.objects.serving(user).values("state")
        return self.filter(Q(written_by=user) | models.Exists(theirs), call__review__state__in=served)

    def for_listing(self):
        """With call, State and recommendation at hand."""
        return self.select_related("call__review__state", "recommendation", "written_by", "decided_by")

    def accepted(self):
        """Those that the coordinator accepted."""
        return self.filter(status=NationalMeasure.Status.ACCEPTED)

    def standing(self):
        """The newest accepted version of each body on each recommendation."""
        newer = self.model.objects.accepted().filter(
            call=models.OuterRef("call"),
            recommendation=models.OuterRef("recommendation"),
            body=models.OuterRef("body"),
            version__gt=models.OuterRef("version"),
        )
        return self.accepted().filter(~models.Exists(newer))

    def latest(self):
        """The newest version of each body on each recommendation."""
        newer = self.model.objects.filter(
            call=models.OuterRef("call"),
            recommendation=models.OuterRef("recommendation"),
            body=models.OuterRef("body"),
            version__gt=models.OuterRef("version"),
        )
        return self.filter(~models.Exists(newer))


class NationalMeasure(models.Model):
    """One version of what a national body did about one recommendation. It never changes once it is submitted."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="measures")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="national_measures")
    body = models.CharField(_("ministry or body"), max_length=150)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    headline = models.TextField(_("headline"), blank=True)
    detail = models.TextField(_("detail"), blank=True)
    challenge = models.TextField(_("challenge"), blank=True)
    next_step = models.TextField(_("next step"), blank=True)
    programme = models.CharField(_("programme or project"), max_length=200, blank=True)
    programme_year = models.PositiveSmallIntegerField(_("year of the programme"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    words = models.TextField(_("comment of the coordinator"), blank=True)

    objects = NationalMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("national measure")
        verbose_name_plural = _("national measures")
        ordering = ["recommendation__order", "body", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "recommendation", "body", "version"], name="national_measure_version_once"
            ),
            models.UniqueConstraint(
                fields=["call", "recommendation", "body"],
                condition=Q(status="draft"),
                name="national_measure_one_in_the_making",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="national_measure_has_a_body"),
            models.CheckConstraint(
                condition=Q(status="draft", submitted_at__isnull=True)
                | (~Q(status="draft") & Q(submitted_at__isnull=False) & ~Q(headline="")),
                name="national_measure_submitted_whole",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted"], decided_by__isnull=True, decided_at__isnull=True)
                | Q(status__in=["returned", "accepted"], decided_by__isnull=False, decided_at__isnull=False),
                name="national_measure_decided_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(words=""),
                name="national_measure_returned_with_words",
                violation_error_message=_("Say what should be changed."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("written_by")),
                name="national_measure_writer_does_not_decide",
                violation_error_message=_("Somebody else must decide on it."),
            ),
        ]

    def __str__(self):
        return f"{self.body}: {self.recommendation}"

    def get_absolute_url(self):
        """The page of this version."""
        return reverse("tracking:measure-detail", args=[self.pk])

    def clean(self):
        """Raise ValidationError where a text is longer than its limit of words."""
        errors = {}
        for name, limit in WORD_LIMITS.items():
            over = count_words(getattr(self, name)) - limit
            if over > 0:
                errors[name] = ngettext(
                    "%(over)s word over the limit of %(limit)s. Shorten it, then save again.",
                    "%(over)s words over the limit of %(limit)s. Shorten it, then save again.",
                    over,
                ) % {"over": over, "limit": limit}
        if errors:
            raise ValidationError(errors)

    @property
    def is_draft(self):
        """Still being written."""
        return self.status == self.Status.DRAFT

    @property
    def stamp(self):
        """What it says, as a short code: tells whether somebody saved it while a form was open."""
        said = [self.body, *(getattr(self, name) for name in SAID)]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]

    @transaction.atomic
    def write(self, *, by, now):
        """Save the draft, a new one or other words. Raises ValidationError where it is no draft any more.

        The same words again change nothing. Of two first drafts of one body the second is told of the first.
        """
        hold_unlocked(self.call)
        if self.call.is_draft:
            raise ValidationError(_("This call is not open yet."))
        versions = self.versions
        stored = versions.filter(pk=self.pk).first()
        if stored and not stored.is_draft:
            raise ValidationError(_("This version was submitted and cannot change. Start a new version."))
        if not stored and versions.exists():
            raise ValidationError(_("This body has written on this recommendation already. Open that version."))
        if stored and stored.stamp == self.stamp:
            return
        self.written_by, self.written_at = by, now
        self.save()
        self._record(Event.Verb.CHANGED if stored else Event.Verb.ADDED, by=by, now=now)

    @transaction.atomic
    def submit(self, *, by, now):
        """Draft -> submitted: the version is frozen; it needs a headline."""
        self._expect(self.Status.DRAFT)
        if not self.headline.strip():
            raise ValidationError(_("Write a headline before you submit it."))
        self.status, self.written_by, self.submitted_at = self.Status.SUBMITTED, by, now
        self.save()
        self._record(Event.Verb.SUBMITTED, by=by, now=now)

    @transaction.atomic
    def accept(self, *, by, now):
        """Submitted -> accepted: it stands in the synthesis, and sentences may rest on it."""
        self._decide(self.Status.ACCEPTED, "", Event.Verb.ACCEPTED, by=by, now=now)

    @transaction.atomic
    def return_(self, words, *, by, now):
        """Submitted -> returned with words; the body answers with a next version."""
        if not words.strip():
            raise ValidationError({"words": _("Say what should be changed.")})
        self._decide(self.Status.RETURNED, words.strip(), Event.Verb.RETURNED, by=by, now=now)

    @transaction.atomic
    def next_version(self, *, by, now):
        """A new draft with the words of this returned or accepted version, the newest of its body."""
        self._expect(self.Status.RETURNED, self.Status.ACCEPTED)
        if self.versions.filter(version__gt=self.version).exists():
            raise ValidationError(_("There is a newer version already."))
        said = {name: getattr(self, name) for name in (*SAID, "call", "recommendation", "body")}
        draft = NationalMeasure(**said, version=self.version + 1, written_by=by, written_at=now)
        draft.save()
        draft._record(Event.Verb.ADDED, by=by, now=now)
        return draft

    @property
    def versions(self):
        """All versions of what this body says on this recommendation."""
        return NationalMeasure.objects.filter(call=self.call, recommendation=self.recommendation, body=self.body)

    def _decide(self, status, words, verb, *, by, now):
        self._expect(self.Status.SUBMITTED)
        if by == self.written_by:
            raise ValidationError(_("Somebody else must decide on it."))
        self.status, self.words, self.decided_by, self.decided_at = status, words, by, now
        self.save()
        self._record(verb, by=by, now=now)

    def _expect(self, *statuses):
        """Hold the row as it is now; raise ValidationError where somebody was faster or the report is locked."""
        hold_unlocked(self.call)
        self.refresh_from_db(from_queryset=NationalMeasure.objects.select_for_update(of=("self",)))
        if self.status not in statuses:
            words = _("Nothing was changed: somebody was faster, and this measure is now “%(status)s”.")
            raise ValidationError(words % {"status": self.get_status_display()})

    def _record(self, verb, *, by, now):
        after = {"status": self.status, "version": self.version, "paragraph": self.recommendation.paragraph}
        Event.objects.record(verb, self, by=by, now=now, after=after)
