"""The State's call to its governments for input, back-planned from the date of the report."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .call_excerpts import CallExcerpts
from .call_plan import CallPlan
from .call_query import CallQuerySet
from .call_scope import CallScope
from .event import Event
from .place import LocalGovernment
from .recommendation import Recommendation
from .review import Review

WORD_BUDGET = 10_700  # words of the body that UN editors take for a State's report; annexes do not count
LEAST_WORDS, MOST_WORDS = 500, 200_000  # between which a budget is no slip of the pen


class Call(CallExcerpts, CallPlan, CallScope, models.Model):
    """A national coordinator's call to all governments of the State for input to the mid-term report."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("not open yet")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Occasion(models.TextChoices):
        MIDTERM = "midterm", _("mid-term report")
        NEXT_REPORT = "next-report", _("next national report")
        OTHER = "other", _("another occasion")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="calls")
    occasion = models.CharField(_("occasion"), max_length=20, choices=Occasion.choices, default=Occasion.MIDTERM)
    occasion_name = models.CharField(_("name of the occasion"), max_length=100, blank=True)
    recommendations = models.ManyToManyField(
        Recommendation, blank=True, related_name="calls", verbose_name=_("recommendations asked about; none: all")
    )
    governments = models.ManyToManyField(
        LocalGovernment, blank=True, related_name="calls", verbose_name=_("governments asked; none: all of the State")
    )
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("what you want to tell the governments"), blank=True)
    target_date = models.DateField(_("date of the report"))
    deadline = models.DateField(_("last day for input"))
    moved_dates = models.JSONField(_("stages that fall on another day"), default=dict, blank=True)
    # {code: {"source": words, "is_confirmed": bool}} of the stages of which somebody said more than a day
    date_sources = models.JSONField(_("who says so"), default=dict, blank=True)
    word_budget = models.PositiveIntegerField(_("words of the report's body at most"), default=WORD_BUDGET)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    # From here on every government sees what of its input stands in the draft, until a day that the coordinator sets.
    excerpts_sent_at = models.DateTimeField(_("excerpts shown at"), null=True, blank=True)
    excerpts_sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    excerpts_until = models.DateField(_("last day to confirm excerpts"), null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for input")
        verbose_name_plural = _("calls for input")
        ordering = ["-deadline", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline__lte=F("target_date")),
                name="call_deadline_before_report",
                violation_error_message=_("The last day for input lies after the date of the report."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", opened_by__isnull=True, opened_at__isnull=True)
                | (~Q(status="draft") & Q(opened_by__isnull=False, opened_at__isnull=False)),
                name="call_open_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=(Q(occasion="other") & ~Q(occasion_name="")) | (~Q(occasion="other") & Q(occasion_name="")),
                name="call_other_occasion_has_a_name",
                violation_error_message=_("Name the occasion."),
            ),
            models.CheckConstraint(
                condition=Q(excerpts_sent_at__isnull=True, excerpts_sent_by__isnull=True, excerpts_until__isnull=True)
                | Q(excerpts_sent_at__isnull=False, excerpts_sent_by__isnull=False, excerpts_until__isnull=False),
                name="call_excerpts_who_when_until",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The coordinator's board of the call."""
        return reverse("tracking:call-detail", args=[self.pk])

    @property
    def occasion_words(self):
        """What the input is for, in words: the coordinator's own name of another occasion."""
        return self.occasion_name or self.get_occasion_display()

    @property
    def is_locked(self):
        """Whether an edition of its report is locked: from then on the input of governments stays as it is."""
        return self.reports.locked().exists()

    @property
    def why_fixed(self):
        """Why its words, dates, scope and questions stay as they are, in words; empty while they can change."""
        if self.status == self.Status.CLOSED:
            return _("A closed call cannot be changed.")
        return _("The report is locked; nothing changes any more.") if self.is_locked else ""

    def expect_unlocked(self):
        """Raise ValidationError once an edition of its report is locked."""
        if self.is_locked:
            raise ValidationError(_("The report is locked; nothing changes any more."))

    def is_late(self, today):
        """Open, and the last day for input has passed."""
        return self.is_open and self.deadline < today

    @property
    def is_draft(self):
        """Not open yet."""
        return self.status == self.Status.DRAFT

    @property
    def is_open(self):
        """It takes input."""
        return self.status == self.Status.OPEN

    @property
    def is_reminding(self):
        """It still waits for input: open, and its report is not locked; otherwise nobody is reminded of it."""
        return self.is_open and not self.is_locked

    def expect_open(self):
        """Raise ValidationError unless the call takes input; nobody closes it before this transaction ends."""
        self._take()
        if not self.is_open:
            status = self.get_status_display()
            raise ValidationError(_("This call takes no input: it is %(status)s.") % {"status": status})

    def _take(self):
        """Hold the row for this transaction, as it is now."""
        self.refresh_from_db(from_queryset=Call.objects.select_for_update())

    @transaction.atomic
    def open(self, *, by, now):
        """Open the call: governments see it and reminders begin."""
        self._take()
        if self.status != self.Status.DRAFT:
            raise ValidationError(_("This call was opened already."))
        self.status, self.opened_by, self.opened_at = self.Status.OPEN, by, now
        self.save()
        Event.objects.record(Event.Verb.OPENED, self, by=by, now=now)

    # What write() saves of a call that is stored already; the rest has methods of its own.
    WRITTEN = ("title", "note", "occasion", "occasion_name", "target_date", "deadline", "moved_dates", "date_sources")
    WRITTEN += ("word_budget",)

    @transaction.atomic
    def write(self, *, by, now, recommendations=None, governments=None, questions=None):
        """Save a new draft, or other words, dates, scope and questions of a call that is not closed.

        `recommendations` and `governments` are the rows that it asks about and asks, [] for all of them;
        `questions` are [{field: value}]. None leaves each as it is. Raises ValidationError where the plan
        contradicts itself, where somebody's input would be lost, or once the report is locked: it tells of all this.
        Returns whether the last day of an open call moved: whoever calls this then tells those who were told the old
        one (reminders.tell_of_move).
        """
        verb = Event.Verb.CHANGED if self.pk else Event.Verb.ADDED
        # The row is held as it stands: a lock on "this row, if closed" would hold nothing while somebody closes it.
        held = Call.objects.select_for_update().filter(pk=self.pk).first()
        if held and held.why_fixed:
            raise ValidationError(held.why_fixed)
        self.check_plan()
        self.save(update_fields=self.WRITTEN if self.pk else None)
        after = self._dates_told()
        if recommendations is not None:
            after["recommendations"] = self.keep_scope("recommendations", recommendations)
        if governments is not None:
            after["governments"] = self.keep_scope("governments", governments)
        if questions is not None:
            after["questions"] = self.keep_questions(questions)
        before = held._dates_told() if held else {}
        Event.objects.record(verb, self, by=by, now=now, before=before, after=after)
        return bool(held and held.is_open and held.deadline != self.deadline)

    def _dates_told(self):
        """What an event tells of its dates; of the stages only those that a person moved."""
        moved = {f"day_{code}": day for code, day in self.moved_dates.items()}
        return {"target_date": self.target_date.isoformat(), "deadline": self.deadline.isoformat(), **moved}

    @transaction.atomic
    def close(self, *, by, now):
        """Close the call: no more input, no more reminders."""
        self._take()
        if not self.is_open:
            raise ValidationError(_("Only an open call can be closed."))
        self.status = self.Status.CLOSED
        self.save()
        Event.objects.record(Event.Verb.CLOSED, self, by=by, now=now)
