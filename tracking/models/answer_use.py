"""What the report makes of an answer: its excerpt and place, or the reason why it is left out; and the city's yes."""

import hashlib
import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .answer import ContributionAnswer
from .answer_use_query import AnswerUseQuerySet
from .call import Call
from .event import Event


class AnswerUse(models.Model):
    """The coordinator's decision on one answer of an accepted version. No row: not decided yet."""

    class Reason(models.TextChoices):
        LENGTH = "length", _("the report has no room for it")
        SAME = "same", _("another government says the same")
        UNPROVEN = "unproven", _("the figures or the evidence could not be checked")
        OTHER_PLACE = "other-place", _("it stands in another part of the report")
        NOT_ASKED = "not-asked", _("it answers something else than the recommendation")
        SENSITIVE = "sensitive", _("publishing it could harm people")
        OTHER = "other", _("another reason")

    answer = models.OneToOneField(ContributionAnswer, on_delete=models.PROTECT, related_name="use")
    is_used = models.BooleanField(_("goes into the report"))
    excerpt = models.TextField(_("as it stands in the report"), blank=True)
    is_translated = models.BooleanField(_("it is the coordinator's translation"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    reason = models.CharField(_("why it is left out"), max_length=20, choices=Reason.choices, blank=True)
    reason_words = models.TextField(_("in words"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    objection = models.TextField(_("what the government wants changed"), blank=True)
    objected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    objected_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of an answer")
        verbose_name_plural = _("uses of answers")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(is_used=True, reason="") & ~Q(excerpt=""))
                | (Q(is_used=False, excerpt="", confirmed_at__isnull=True, objection="") & ~Q(reason="")),
                name="answer_use_excerpt_or_reason",
                violation_error_message=_("Give the words that stand in the report, or the reason for leaving it out."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(reason_words=""),
                name="answer_use_other_reason_in_words",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="answer_use_confirmed_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(objection="", objected_by__isnull=True, objected_at__isnull=True)
                | (~Q(objection="") & Q(objected_by__isnull=False, objected_at__isnull=False)),
                name="answer_use_objection_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(objection="") | Q(confirmed_at__isnull=True), name="answer_use_confirmed_or_objected"
            ),
        ]

    def __str__(self):
        return str(self.answer)

    def decide(self, *, by, now):
        """Write the decision as it stands in this row, saved or not; saying the same twice changes nothing.

        Other words than before end the government's yes. Returns whether anything changed.
        """
        return bool(AnswerUse.objects.decide(self.answer.contribution.call, [self], by=by, now=now))

    def check_decision(self):
        """Raise ValidationError unless it has its words, or the reason for which the answer is left out."""
        self.excerpt, self.reason_words = self.excerpt.strip(), self.reason_words.strip()
        if self.is_used and not self.excerpt:
            raise ValidationError({"excerpt": _("Give the words that stand in the report.")})
        if self.is_used:
            self.reason = self.reason_words = ""
            return
        self.excerpt, self.is_translated, self.order = "", False, 0
        if not self.reason:
            raise ValidationError({"reason": _("Say why it is left out.")})
        if self.reason == self.Reason.OTHER and not self.reason_words:
            raise ValidationError({"reason_words": _("Say why.")})

    def says_other_than(self, stored):
        """Whether it decides something else than the stored row, which may be None; the place in the order aside."""
        return stored is None or self.decision_stamp != stored.decision_stamp

    @property
    def decision_stamp(self):
        """The decision as a short code: tells whether somebody decided otherwise while a page was open."""
        said = [self.is_used, self.excerpt, self.is_translated, self.reason, self.reason_words]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]

    @property
    def decision_facts(self):
        """The decision in codes and numbers, as an event keeps it."""
        if not self.is_used:
            return {"used": False, "reason": self.reason}
        words = len(self.excerpt.split())
        return {"used": True, "order": self.order, "words": words, "translated": self.is_translated}

    @transaction.atomic
    def confirm(self, *, by, now, seen=""):
        """The government says yes to its excerpt; `seen` is the fingerprint of the words that it read."""
        self._expect_open(seen, now)
        self.confirmed_by, self.confirmed_at = by, now
        self.objection, self.objected_by, self.objected_at = "", None, None
        self._save_answer_of_city("confirmed", by=by, now=now)

    @transaction.atomic
    def object(self, words, *, by, now, seen=""):
        """The government wants its excerpt changed, and says how."""
        if not words.strip():
            raise ValidationError({"words": _("Say what should be changed.")})
        self._expect_open(seen, now)
        self.objection, self.objected_by, self.objected_at = words.strip(), by, now
        self.confirmed_by, self.confirmed_at = None, None
        self._save_answer_of_city("objected", by=by, now=now)

    @property
    def fingerprint(self):
        """Its words as a short code: tells whether the coordinator changed them while a page was open."""
        return hashlib.sha256(self.excerpt.encode()).hexdigest()[:16]

    def _expect_open(self, seen, now):
        """Hold the row; raise ValidationError where nothing can be confirmed any more or other words were read."""
        # The call first, as all who write its report do: nobody locks it until this yes or no is written.
        call = Call.objects.select_for_update(no_key=True).get(pk=self.answer.contribution.call_id)
        self.refresh_from_db(from_queryset=AnswerUse.objects.select_for_update(of=("self",)).with_answer())
        if call.is_locked:
            raise ValidationError(_("The report is locked; nothing changes any more. You may add a reply."))
        if call.excerpts_sent_at is None or not self.is_used:
            raise ValidationError(_("There is nothing to confirm."))
        if not call.is_confirming(timezone.localdate(now)):
            words = _("The last day to confirm excerpts was %(day)s. You may reply to the report once it is locked.")
            raise ValidationError(words % {"day": date_format(call.excerpts_until)})
        if seen and seen != self.fingerprint:
            raise ValidationError(_("The coordinator changed these words meanwhile. Read them again."))

    def _save_answer_of_city(self, word, *, by, now):
        self.save()
        contribution = self.answer.contribution
        after = {"paragraph": self.answer.recommendation.paragraph, "excerpt": word}
        Event.objects.record(
            Event.Verb.CONFIRMED if word == "confirmed" else Event.Verb.CHANGED,
            contribution,
            by=by,
            now=now,
            local_government=contribution.local_government,
            after=after,
        )
