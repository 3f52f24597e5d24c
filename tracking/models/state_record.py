"""What the State records about itself for a report: consultations, pledges, institutions, needs for assistance."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .event import Event
from .lock import hold_calls
from .membership import Membership
from .review import Review


class StateRecordQuerySet(models.QuerySet):
    """Records of a State on one review."""

    def visible_to(self, user):
        """Those of the States that the person serves; everybody else reads them in a published report."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(review__state__in=Membership.objects.serving(user).values("state"))

    def for_report(self):
        """Those that the report tells of."""
        return self.filter(is_in_report=True)

    def of_review(self, review):
        """Those of one review, with what their facts tell of."""
        return self.filter(review=review).select_related("updated_by")


class StateRecord(models.Model):
    """A row that the State keeps on one review.

    EVENT_FIELDS: what its events may tell; never free text. A reader is told beside its title the text LEAD, what is
    BRIEF, and then what is LONG.
    """

    EVENT_FIELDS = ("is_in_report",)
    LEAD, BRIEF, LONG = "", (), ()

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="%(class)s_rows")
    is_in_report = models.BooleanField(_("the report tells of it"), default=True)
    updated_at = models.DateTimeField(_("last update"))
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = StateRecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save_work(self, *, by, now):
        """Save what a person wrote, with its event.

        It belongs to the review and may change after a report is locked: the edition stays, and its page tells so.
        """
        hold_calls(self.review_id)
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        before, after = stored._facts() if stored else {}, self._facts()
        changed = {name for name in self.EVENT_FIELDS if before.get(name) != after.get(name)}
        self.updated_at, self.updated_by = now, by
        self.save()
        Event.objects.record(
            Event.Verb.CHANGED if stored else Event.Verb.ADDED,
            self,
            by=by,
            now=now,
            before={name: before[name] for name in changed if name in before},
            after={name: after[name] for name in changed if name in after},
        )

    @transaction.atomic
    def remove(self, *, by, now):
        """Delete it; what its event tells of it stays, with the review, which nothing else leads to any more."""
        hold_calls(self.review_id)
        before = {**self._facts(), "review": self.review_id}
        Event.objects.record(Event.Verb.REMOVED, self, by=by, now=now, before=before)
        self.delete()

    def lead_text(self):
        """The text that says what it is, where its title does not."""
        return self.LEAD and getattr(self, self.LEAD)

    def brief_facts(self):
        """[(what, how it reads)] of everything BRIEF that is said."""
        return self._facts_of(self.BRIEF)

    def long_facts(self):
        """[(what, how it reads)] of everything LONG that is said."""
        return self._facts_of(self.LONG)

    def _facts_of(self, names):
        told = ((self._meta.get_field(name).verbose_name, self._told(name)) for name in names)
        return [(label, value) for label, value in told if value not in (None, "")]

    def _told(self, name):
        value = getattr(self, name)
        if hasattr(value, "year"):
            return date_format(value, "DATE_FORMAT")
        return getattr(self, f"get_{name}_display", lambda: value)()

    def _facts(self):
        values = {name: getattr(self, name) for name in self.EVENT_FIELDS}
        return {name: str(value) for name, value in values.items() if value not in (None, "")}


def not_empty(field, name):
    """The constraint that a text says something."""
    return models.CheckConstraint(condition=~Q(**{field: ""}), name=name)
