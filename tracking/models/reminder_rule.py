"""When people hear of a date: the kinds of reminders, their stages, and whom each stage reaches."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .event import Event
from .place import State


class Kind(models.TextChoices):
    """What a line of a reminder is about."""

    CALL_OPENED = "call-opened", _("a call for input opens")
    BY_HAND = "by-hand", _("the coordinator asks again")
    DATE_MOVED = "date-moved", _("a date has moved")
    RETURNED = "returned", _("input was returned")
    CALL_DEADLINE = "call-deadline", _("last day for input")
    APPROVAL = "approval", _("input waits for approval")
    EXCERPTS = "excerpts", _("excerpts wait to be confirmed")
    PUBLISHED = "published", _("a report was published")
    STEP_DUE = "step-due", _("due date of a step")
    STEP_STALE = "step-stale", _("a step without news")
    STATUS_STALE = "status-stale", _("an ongoing status without news")
    INDICATOR_DUE = "indicator-due", _("value of an indicator")
    TERM_END = "term-end", _("end of the administration’s term")
    POST_VACANT = "post-vacant", _("nobody is focal point")
    WEEKLY_BOARD = "weekly-board", _("the week’s board of a call")
    PHASE = "phase", _("next phase of a review")


# What nobody can switch off: somebody else waits for it.
BINDING = frozenset(
    {
        Kind.CALL_OPENED,
        Kind.BY_HAND,
        Kind.DATE_MOVED,
        Kind.RETURNED,
        Kind.CALL_DEADLINE,
        Kind.APPROVAL,
        Kind.EXCERPTS,
    }
)
# What a person's act causes now: it does not wait for the next day's mail.
AT_ONCE = frozenset({Kind.CALL_OPENED, Kind.BY_HAND, Kind.DATE_MOVED, Kind.RETURNED})
# What follows a call's dates, so that a call may have stages of its own for it.
OF_CALLS = (Kind.CALL_DEADLINE, Kind.RETURNED, Kind.APPROVAL, Kind.EXCERPTS, Kind.WEEKLY_BOARD)
# What only a person's act causes has no stages that somebody could choose.
WITHOUT_STAGES = frozenset({Kind.CALL_OPENED, Kind.BY_HAND, Kind.DATE_MOVED})
STAGED = tuple(kind for kind in Kind if kind not in WITHOUT_STAGES)


class ReminderRuleQuerySet(models.QuerySet):
    """Rules."""

    def of_site(self):
        """Those that hold where neither a State nor a call has its own."""
        return self.filter(state=None, call=None)

    def of_state(self, state):
        """Those that a State made its own."""
        return self.filter(state=state, call=None)

    def of_call(self, call):
        """Those that one call made its own."""
        return self.filter(call=call)

    @transaction.atomic
    def set_for(self, kind, stages, *, by, now, state=None, call=None):
        """Give a State, or a call, stages of its own: {days before: whom it reaches}; none switches the kind off.

        Rows that are not wanted any more stay, switched off: lines that were sent speak of them. False where all was
        so already. Raises ValidationError for a kind that has no stages there, or cannot be switched off.
        """
        _check(kind, stages, call)
        own = self._held(kind, state, call)
        is_new, before = not own, _told(own)
        for row in own.values():
            row.is_active, row.reach = row.days_before in stages, stages.get(row.days_before, row.reach)
            row.save(update_fields=["is_active", "reach"])
        scope = {"kind": kind, "state": state, "call": call}
        missing = {days: reach for days, reach in stages.items() if days not in own}
        rows = [self.model(days_before=days, reach=reach, **scope) for days, reach in missing.items()]
        if is_new and not stages:
            rows = [self.model(days_before=0, is_active=False, **scope)]  # says that silence is wanted
        self.bulk_create(rows)
        after = _told({**own, **{row.days_before: row for row in rows}})
        if is_new or before != after:
            _record(kind, call or state, {} if is_new else before, after, by=by, now=now)
        return is_new or before != after

    @transaction.atomic
    def drop_for(self, kind, *, by, now, state=None, call=None):
        """Let the stages of the State, or the site's, hold again; False where it had none of its own.

        Lines that speak of a stage of its own keep the day: they go to the site's row of that day.
        """
        own = self._held(kind, state, call)
        for row in own.values():
            row.hand_over_lines()
        self.filter(pk__in=[row.pk for row in own.values()]).delete()
        if own:
            _record(kind, call or state, _told(own), {}, by=by, now=now)
        return bool(own)

    def _held(self, kind, state, call):
        """{days before: own row}, held for this transaction together with the State or call itself."""
        owner = call or state
        type(owner)._base_manager.select_for_update(no_key=True).get(pk=owner.pk)
        rows = self.of_call(call) if call else self.of_state(state)
        return {row.days_before: row for row in rows.filter(kind=kind).select_for_update()}


def _check(kind, stages, call):
    if kind not in (OF_CALLS if call else STAGED):
        raise ValidationError(_("There are no stages of this kind here."))
    if kind in BINDING and not stages:
        raise ValidationError(_("Give at least one day: somebody else waits for it, so it cannot be switched off."))


def _told(rows):
    """What an event says of rows: the days in the order of time, and from which day on others hear too."""
    active = sorted((row for row in rows.values() if row.is_active), key=lambda row: -row.days_before)
    told = {"stages": ", ".join(str(row.days_before) for row in active)}
    for reach in ("alternate", "coordinator"):
        days = [str(row.days_before) for row in active if row.reaches(reach)]
        if days:
            told[reach] = ", ".join(days)
    return told


def _record(kind, owner, before, after, *, by, now):
    before, after = ({f"{name}_{kind}": days for name, days in told.items()} for told in (before, after))
    Event.objects.record(Event.Verb.CHANGED, owner, by=by, now=now, before=before, after=after)


class ReminderRule(models.Model):
    """So many days before (positive) or after (negative) a date, people hear of what is missing.

    The rules of a kind that a call has of its own take the place of its State's, and these of the site's, all
    together: nobody has to guess which of two lists a stage comes from.
    """

    Kind = Kind

    class Reach(models.TextChoices):
        """Whom a stage reaches: each one also those before it."""

        OWN = "own", _("the focal point")
        ALTERNATE = "alternate", _("also the alternate")
        COORDINATOR = "coordinator", _("also the alternate and the coordinator")

    kind = models.CharField(_("date"), max_length=20, choices=Kind.choices)
    days_before = models.SmallIntegerField(_("days before"), help_text=_("Negative for days after."))
    reach = models.CharField(_("whom it reaches"), max_length=12, choices=Reach.choices, default=Reach.OWN)
    state = models.ForeignKey(
        State, on_delete=models.CASCADE, null=True, blank=True, related_name="reminder_rules", verbose_name=_("State")
    )
    call = models.ForeignKey(
        "tracking.Call",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reminder_rules",
        verbose_name=_("call"),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["kind", "-days_before"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "days_before"],
                condition=Q(state__isnull=True, call__isnull=True),
                name="reminder_rule_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "days_before", "state"],
                condition=Q(state__isnull=False),
                name="reminder_rule_once_in_state",
            ),
            models.UniqueConstraint(
                fields=["kind", "days_before", "call"],
                condition=Q(call__isnull=False),
                name="reminder_rule_once_in_call",
            ),
            models.CheckConstraint(
                condition=Q(state__isnull=True) | Q(call__isnull=True), name="reminder_rule_of_state_or_of_call"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.days_before}"

    def reaches(self, reach):
        """Whether the stage reaches the people of this Reach: each one also those before it."""
        order = list(self.Reach.values)
        return order.index(self.reach) >= order.index(reach)

    @property
    def has_stages(self):
        """Whether its days say something: what only a person's act causes has none."""
        return self.kind not in WITHOUT_STAGES

    def hand_over_lines(self):
        """Let the lines of this stage point to the site's row of the same day, one that is switched off if need be.

        Where the site's row has the same line already, one of the two was left out of its mail; that one goes.
        """
        lines = list(self.items.select_for_update().order_by("pk"))
        if not lines:
            return
        day = {"kind": self.kind, "days_before": self.days_before, "state": None, "call": None}
        target, _is_new = type(self).objects.get_or_create(**day, defaults={"reach": self.reach, "is_active": False})
        due = {line.due_date for line in lines}
        twins = target.items.filter(due_date__in=due).select_for_update().order_by("pk")
        standing = {line.of_whom_and_what: line for line in twins}
        for line in lines:
            twin = standing.get(line.of_whom_and_what)
            if twin:
                (twin if twin.left_out else line).delete()
        self.items.update(rule=target)
