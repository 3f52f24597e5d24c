"""Reminders as rows: which rule, for what, due when, to whom, and what became of the mail."""

import datetime

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from .mail_failure import in_words
from .membership import Membership
from .place import State


class ReminderDeliveryQuerySet(models.QuerySet):
    """Deliveries."""

    def pending(self):
        """Mails that nobody has claimed."""
        return self.filter(status=ReminderDelivery.Status.PENDING)

    def visible_to(self, user):
        """Own mails; for those who serve a State also the mails to its governments' people."""
        if not user.is_authenticated:
            return self.none()
        states = Membership.objects.serving(user).values("state")
        return self.filter(Q(recipient=user) | Q(items__state__in=states)).distinct()

    def for_listing(self, user):
        """With recipients, and the lines that the person may see: a mail may tell of two States."""
        Item = self.model._meta.get_field("items").related_model
        lines = Item.objects.visible_to(user).select_related("local_government", "rule", "state")
        hidden = Item.objects.filter(delivery=OuterRef("pk")).exclude(pk__in=Item.objects.visible_to(user).values("pk"))
        rows = self.select_related("recipient", "resolved_by").annotate(has_hidden_lines=Exists(hidden))
        return rows.prefetch_related(Prefetch("items", lines))

    def of_people(self, government):
        """Mails to those who work for the government."""
        return self.filter(recipient__in=Membership.objects.filter(local_government=government).values("user"))

    def about_call(self, call):
        """Mails with a line about a call, or about input to it."""
        Item = self.model._meta.get_field("items").related_model
        return self.filter(pk__in=Item.objects.about_call(call).values("delivery"))

    def to_look_into(self):
        """Mails that failed, or whose outcome nobody knows, until a person looked into them."""
        open_ones = (ReminderDelivery.Status.FAILED, ReminderDelivery.Status.UNKNOWN)
        return self.filter(status__in=open_ones, resolved_at=None)

    def waiting_for(self, recipient, moment, *, now, is_digest):
        """An unsaved mail in the person's language that waits until `moment`, and is one of that day at their place."""
        return self.model(
            recipient=recipient,
            language=recipient.language,
            local_date=recipient.local_date(moment),
            is_digest=is_digest,
            send_after=moment,
            selected_at=now,
        )

    def ready(self, now):
        """Mails that wait and whose hour has come at their reader's place."""
        return self.pending().filter(send_after__lte=now)

    def claim(self, pk, *, now, **fields):
        """Take a pending delivery for this worker; False where another worker has it, or its hour has not come."""
        taken = self.ready(now).filter(pk=pk).update(status=ReminderDelivery.Status.SENDING, claimed_at=now, **fields)
        return taken == 1


NO_QUIET = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # "not before": at once


class ReminderDelivery(models.Model):
    """One mail to one person, gathering what is due for them; claimed before it goes out."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("not needed any more")
        FAILED = "failed", _("failed")
        UNKNOWN = "unknown", _("outcome unknown: look into it")

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    language = models.CharField(_("language"), max_length=10)
    local_date = models.DateField(_("date at the recipient"))
    is_digest = models.BooleanField(_("the day’s mail"), default=True)  # False: only what a person's act caused
    send_after = models.DateTimeField(_("not before"), default=NO_QUIET)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    message_id = models.CharField(_("message number"), max_length=200, blank=True, db_index=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    selected_at = models.DateTimeField(_("prepared at"))
    claimed_at = models.DateTimeField(_("sending began at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)
    bounced_at = models.DateTimeField(_("came back at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(_("looked into at"), null=True, blank=True)

    objects = ReminderDeliveryQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder mail")
        verbose_name_plural = _("reminder mails")
        ordering = ["-selected_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=Q(status="pending"),
                name="reminder_one_pending_mail_per_person",
            ),
            models.UniqueConstraint(
                fields=["recipient", "local_date"],
                condition=Q(is_digest=True, status__in=["pending", "sending", "sent"]),
                name="reminder_one_digest_per_person_and_day",
            ),
            models.CheckConstraint(
                condition=Q(status="pending", claimed_at__isnull=True)
                | (~Q(status="pending") & Q(claimed_at__isnull=False)),
                name="reminder_claimed_when_not_pending",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "sending"], finished_at__isnull=True)
                | Q(status__in=["sent", "skipped", "failed", "unknown"], finished_at__isnull=False),
                name="reminder_finished_has_when",
            ),
        ]

    def __str__(self):
        return f"{self.recipient}, {self.local_date}: {self.get_status_display()}"

    def claim(self, *, message_id, now):
        """Take it for this worker, with the number that its mail bears; False where another one was faster."""
        message_id = self.message_id or message_id
        if not type(self).objects.claim(self.pk, now=now, message_id=message_id):
            return False
        self.status, self.claimed_at, self.message_id = self.Status.SENDING, now, message_id
        return True

    def take_day(self, day):
        """Let it count for the day on which it goes out; False where another mail is the one of that day."""
        if self.local_date == day:
            return True
        try:
            with transaction.atomic():
                type(self).objects.filter(pk=self.pk).update(local_date=day)
        except IntegrityError:
            return False
        self.local_date = day
        return True

    def finish(self, status, *, now, error=""):
        """Write down what became of it; False where it cannot be told any more, and a person looks into it.

        The worker knows better than the sweep, which may have given it up; not better than a person who decided
        meanwhile. What came back before the worker could write did not arrive.
        """
        try:
            return self._finish(status, now, error)
        except IntegrityError:  # it was given up, and another mail took its day: it went out beside that one
            self.is_digest = False
            return self._finish(status, now, error)

    @transaction.atomic
    def _finish(self, status, now, error):
        known = {"claimed_at": self.claimed_at, "resolved_at": None}
        open_ones = type(self).objects.filter(status__in=[self.Status.SENDING, self.Status.UNKNOWN], **known)
        current = open_ones.select_for_update().filter(pk=self.pk).first()
        if current is None:
            return False
        if current.bounced_at and status == self.Status.SENT:
            status, error = self.Status.FAILED, current.error
        self.status, self.finished_at, self.error, self.bounced_at = status, now, error, current.bounced_at
        self.save(update_fields=["status", "finished_at", "error", "subject", "attempts", "language", "is_digest"])
        return True

    @property
    def working_days(self):
        """The working days of the State of which it tells; "" for one without lines."""
        states = State.objects.filter(reminder_items__delivery=self)
        return states.order_by("pk").values_list("working_days", flat=True).first() or ""

    @property
    def error_words(self):
        """What went wrong, in the active language; "" where nothing did."""
        return in_words(self.error)

    @property
    def is_failed(self):
        """It did not go out, or nobody knows: a person decides what becomes of it."""
        return self.status in (self.Status.FAILED, self.Status.UNKNOWN)

    @property
    def can_be_retried(self):
        """A person may decide to send it again, while it still has lines."""
        return self.is_failed and bool(self.items.all())
