"""The State's call to its governments for input, back-planned from the date of the report."""

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .event import Event
from .membership import Membership
from .place import LocalGovernment
from .review import Review

# Months before (negative) or after the target date at which each stage of the way to the report falls.
BACK_PLAN = [
    (-9, _("Call for input opens")),
    (-6, _("Local governments submit")),
    (-5, _("Questions are clarified")),
    (-4, _("Civil society and human rights institutions are consulted")),
    (-3, _("Draft goes to the national mechanism")),
    (-1, _("Government approves")),
    (0, _("Report is submitted")),
    (1, _("Report is published; local governments hear what was used")),
]
DEADLINE_MONTHS = 6


class CallQuerySet(models.QuerySet):
    """Calls for input."""

    def open(self):
        """Calls that take input."""
        return self.filter(status=Call.Status.OPEN)

    def for_listing(self):
        """With review and State, and the number of governments that submitted or were accepted as `heard`."""
        heard = models.Count(
            "contributions__local_government", Q(contributions__submitted_at__isnull=False), distinct=True
        )
        return self.select_related("review__state").annotate(heard=heard)

    def visible_to(self, user):
        """Calls of the States the person serves; open and closed ones of their government's State."""
        if not user.is_authenticated:
            return self.none()
        own = LocalGovernment.objects.of_user(user).values("state")
        return self.filter(
            Q(review__state__in=Membership.objects.serving(user).values("state"))
            | (~Q(status=Call.Status.DRAFT) & Q(review__state__in=own))
        )


class Call(models.Model):
    """A national coordinator's call to all governments of the State for input to the mid-term report."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("not open yet")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("what you want to tell the governments"), blank=True)
    target_date = models.DateField(_("date of the report"))
    deadline = models.DateField(_("last day for input"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)

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
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The coordinator's board of the call."""
        return reverse("tracking:call-detail", args=[self.pk])

    @staticmethod
    def default_deadline(target_date):
        """Six months before the report: it must still pass ministries, consultation and government."""
        return target_date - relativedelta(months=DEADLINE_MONTHS)

    def is_late(self, today):
        """Open, and the last day for input has passed."""
        return self.is_open and self.deadline < today

    @property
    def milestones(self):
        """[(date, what happens)] back-planned from the date of the report; the deadline stands as it was set."""
        dates = []
        for months, label in BACK_PLAN:
            date = self.target_date + relativedelta(months=months)
            dates.append((self.deadline if months == -DEADLINE_MONTHS else date, label))
        return sorted(dates, key=lambda milestone: milestone[0])

    @property
    def is_draft(self):
        """Not open yet."""
        return self.status == self.Status.DRAFT

    @property
    def is_open(self):
        """It takes input."""
        return self.status == self.Status.OPEN

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

    @transaction.atomic
    def write(self, *, by, now):
        """Save a new draft, or other words and dates of a call that is not closed."""
        verb = Event.Verb.CHANGED if self.pk else Event.Verb.ADDED
        if Call.objects.select_for_update().filter(pk=self.pk, status=self.Status.CLOSED).exists():
            raise ValidationError(_("A closed call cannot be changed."))
        self.save(update_fields=["title", "note", "target_date", "deadline"] if self.pk else None)
        dates = {"target_date": self.target_date.isoformat(), "deadline": self.deadline.isoformat()}
        Event.objects.record(verb, self, by=by, now=now, after=dates)

    @transaction.atomic
    def close(self, *, by, now):
        """Close the call: no more input, no more reminders."""
        self._take()
        if not self.is_open:
            raise ValidationError(_("Only an open call can be closed."))
        self.status = self.Status.CLOSED
        self.save()
        Event.objects.record(Event.Verb.CLOSED, self, by=by, now=now)
