"""Reviews of a State by a mechanism, and the calendar they follow."""

from dateutil.relativedelta import relativedelta
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .place import State
from .review_calendar import ReviewCalendar

# The announced practice is about two and a half years after the review; it is a default, never a fact.
DEFAULT_MIDTERM_MONTHS = 30


class Session(models.Model):
    """A session of the UPR Working Group."""

    number = models.PositiveSmallIntegerField(_("session"), unique=True)
    cycle = models.PositiveSmallIntegerField(_("cycle"))
    month = models.DateField(_("month"), help_text=_("First day of the month in which it begins."))
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    adopting_session = models.PositiveSmallIntegerField(
        _("session of the Human Rights Council that adopts"), null=True, blank=True
    )
    is_confirmed = models.BooleanField(_("confirmed by a source"), default=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["number"]

    def __str__(self):
        return str(self.number)


class CalendarEntry(models.Model):
    """The session in which a State is reviewed in a cycle."""

    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="calendar")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="calendar")
    cycle = models.PositiveSmallIntegerField(_("cycle"))
    is_confirmed = models.BooleanField(_("confirmed by a source"), default=False)

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")
        ordering = ["cycle", "session__number"]
        constraints = [models.UniqueConstraint(fields=["state", "cycle"], name="calendar_one_session_per_cycle")]

    def __str__(self):
        return f"{self.state}, {self.cycle}"


class ReviewQuerySet(models.QuerySet):
    """Reviews."""

    def with_recommendations(self):
        """Reviews that have recommendations, with their number as `recommendation_count`, newest first."""
        return (
            self.annotate(recommendation_count=models.Count("recommendations"))
            .filter(recommendation_count__gt=0)
            .select_related("state")
            .newest_first()
        )

    def newest_first(self):
        """By the date of the review; reviews without one come last."""
        return self.order_by(models.F("review_date").desc(nulls_last=True), "-pk")

    def get_or_plan(self, state, cycle):
        """The State's UPR review in a cycle; made from the calendar where it does not exist yet.

        Returns (review, is_new). A State without a calendar entry gets a review without a date.
        """
        entry = CalendarEntry.objects.filter(state=state, cycle=cycle).select_related("session").first()
        defaults = {}
        if entry:
            defaults = {
                "session": entry.session.number,
                "review_date": entry.session.starts or entry.session.month,
            }
        return self.get_or_create(state=state, mechanism=Review.Mechanism.UPR, cycle=cycle, defaults=defaults)


class Review(ReviewCalendar, models.Model):
    """A State reviewed by a mechanism; for the UPR one row a cycle."""

    class Mechanism(models.TextChoices):
        UPR = "upr", _("Universal Periodic Review")
        VNR = "vnr", _("Voluntary National Review")
        TREATY_BODY = "treaty-body", _("treaty body")
        OTHER = "other", _("other mechanism")

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="reviews")
    mechanism = models.CharField(_("mechanism"), max_length=20, choices=Mechanism.choices, default=Mechanism.UPR)
    cycle = models.PositiveSmallIntegerField(_("cycle"))
    session = models.PositiveSmallIntegerField(_("session"), null=True, blank=True)
    symbol = models.CharField(_("document symbol"), max_length=60, blank=True)
    review_date = models.DateField(_("date of the review"), null=True, blank=True)
    is_date_confirmed = models.BooleanField(_("date is confirmed"), default=False)
    review_date_source = models.CharField(_("who says so, and where"), max_length=200, blank=True)
    adoption_date = models.DateField(_("date of adoption"), null=True, blank=True)
    is_adoption_confirmed = models.BooleanField(_("date of adoption is confirmed"), default=False)
    adoption_date_source = models.CharField(_("who says so, and where"), max_length=200, blank=True)
    midterm_months = models.PositiveSmallIntegerField(
        _("months from review to mid-term"), default=DEFAULT_MIDTERM_MONTHS
    )
    midterm_date_override = models.DateField(_("announced mid-term date"), null=True, blank=True)
    override_source = models.CharField(_("who announced it, and where"), max_length=200, blank=True)
    is_override_confirmed = models.BooleanField(_("announced date is confirmed"), default=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["state__name", "-cycle"]
        constraints = [
            models.UniqueConstraint(fields=["state", "mechanism", "cycle"], name="review_one_per_cycle"),
            models.CheckConstraint(
                condition=models.Q(midterm_date_override__isnull=True) | ~models.Q(override_source=""),
                name="review_override_has_source",
                violation_error_message=_("Say who announced the mid-term date, and where."),
            ),
            models.CheckConstraint(
                condition=models.Q(adoption_date__isnull=True)
                | models.Q(review_date__isnull=True)
                | models.Q(adoption_date__gte=models.F("review_date")),
                name="review_adopted_after_review",
                violation_error_message=_("The outcome cannot be adopted before the review."),
            ),
        ]

    def __str__(self):
        return _("%(state)s, cycle %(cycle)s") % {"state": self.state, "cycle": self.cycle}

    def get_absolute_url(self):
        """The public list of the review's recommendations."""
        return f"{reverse('tracking:recommendation-list')}?review={self.pk}"

    def recommendation_address(self, paragraph):
        """The public page of one of its recommendations."""
        return reverse("tracking:recommendation-detail", args=[self.state.iso3, self.cycle, paragraph])

    def session_day(self):
        """The first day of the session in which the calendar of the UPR has the State's turn, or None."""
        entries = CalendarEntry.objects.filter(state=self.state_id, cycle=self.cycle).select_related("session")
        entry = entries.first() if self.mechanism == self.Mechanism.UPR else None
        return (entry.session.starts or entry.session.month) if entry else None

    @property
    def midterm_date(self):
        """The State's announced date, else the review's date plus the rule's months; None without a date.

        Month arithmetic clamps to the month's end (31 August + 30 months is 28 or 29 February).
        """
        if self.midterm_date_override or not self.review_date:
            return self.midterm_date_override
        return self.review_date + relativedelta(months=self.midterm_months)

    @property
    def midterm_window(self):
        """(first, last) day of the window 24 to 30 months after adoption; None while adoption is not known."""
        if not self.adoption_date:
            return None
        return self.adoption_date + relativedelta(months=24), self.adoption_date + relativedelta(months=30)

    @property
    def is_midterm_in_window(self):
        """Whether the mid-term date falls into the window; True while one of them is not known."""
        window = self.midterm_window
        return not window or not self.midterm_date or window[0] <= self.midterm_date <= window[1]
