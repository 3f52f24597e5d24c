"""Mails about what is new, for people without an account: who asked for what, and the mails that went out.

An address is kept for nothing else. It is erased with the subscription, and where nobody confirms it.
"""

import datetime

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

CONFIRM_WITHIN = datetime.timedelta(days=7)
WEEK = datetime.timedelta(days=7)
SALT = "cms.subscription"
SUBJECTS = ("theme", "goal", "government", "state")


def about(topic, field=""):
    """A Q that holds where a subscription to `topic` names that field and no other one."""
    return Q(topic=topic, **{f"{name}__isnull": name != field for name in SUBJECTS})


class SubscriptionQuerySet(models.QuerySet):
    """Subscriptions."""

    def confirmed(self):
        """Those whose address has proved that it wants them."""
        return self.filter(confirmed_at__isnull=False)

    def forgotten(self, now):
        """Those that nobody confirmed in time."""
        return self.filter(confirmed_at__isnull=True, asked_at__lt=now - CONFIRM_WITHIN)

    def due(self, now):
        """Confirmed ones whose next mail may be prepared: at once, or a week after the yes and after the last mail."""
        lately = Digest.objects.filter(subscription=OuterRef("pk"), made_at__gt=now - WEEK)
        is_quiet = Q(confirmed_at__lte=now - WEEK) & ~Exists(lately)
        return self.confirmed().filter(Q(rhythm=Rhythm.AT_ONCE) | is_quiet)

    def told(self, until):
        """Write down that there was nothing until that moment; one that was told of more meanwhile stays."""
        return self.filter(told_until__lt=until).update(told_until=until)

    def with_subjects(self):
        """With what they are about at hand."""
        return self.select_related("theme", "goal", "government__state", "state")

    def with_token(self, token, now=None):
        """The subscription that a link in a mail names; None for a forged link, or where it has ended.

        With `now` one that nobody confirmed in time has ended, too, though it was not erased yet.
        """
        try:
            pk = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        left = self.exclude(pk__in=self.forgotten(now).values("pk")) if now else self
        return left.with_subjects().filter(pk=pk).first()


class Rhythm(models.TextChoices):
    """How often mails come."""

    AT_ONCE = "at_once", _("when something is new")
    WEEKLY = "weekly", _("once a week at most")


class Subscription(models.Model):
    """One address that wants to hear of one subject."""

    class Topic(models.TextChoices):
        PRACTICES = "practices", _("All new good practices")
        THEME = "theme", _("A theme")
        GOAL = "goal", _("An SDG goal")
        CITY = "city", _("A city or region")
        REPORTS = "reports", _("The reports of a State")

    Rhythm = Rhythm

    address = models.EmailField(_("mail address"))
    language = models.CharField(_("language"), max_length=10)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    topic = models.CharField(_("about"), max_length=10, choices=Topic.choices)
    theme = models.ForeignKey("tracking.Theme", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    goal = models.ForeignKey("tracking.Goal", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    government = models.ForeignKey(
        "tracking.LocalGovernment", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    state = models.ForeignKey("tracking.State", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("asked for at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    told_until = models.DateTimeField(_("told of everything until"))

    objects = SubscriptionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail subscription")
        verbose_name_plural = _("mail subscriptions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "topic"], condition=Q(topic="practices"), name="subscription_to_practices_once"
            ),
            *[
                models.UniqueConstraint(fields=["address", name], name=f"subscription_to_{name}_once")
                for name in SUBJECTS
            ],
            models.CheckConstraint(
                condition=about("practices")
                | about("theme", "theme")
                | about("goal", "goal")
                | about("city", "government")
                | about("reports", "state"),
                name="subscription_names_its_subject",
            ),
        ]

    def __str__(self):
        return str(self.subject or self.get_topic_display())

    @property
    def subject(self):
        """The theme, goal, government or State it is about; None for all practices."""
        return self.theme or self.goal or self.government or self.state

    @property
    def label(self):
        """What it is about, in the language of the page."""
        subject = self.subject.label if self.theme else self.subject
        topic = self.get_topic_display()
        return gettext("%(label)s: %(text)s") % {"label": topic, "text": subject} if subject else topic

    @property
    def name(self):
        """What it is about in a few words, as a subject line says it: the city, the theme, the goal."""
        if self.topic in (self.Topic.PRACTICES, self.Topic.REPORTS):
            return self.label
        return self.theme.label if self.theme else f"{_('SDG')} {self.goal}" if self.goal else str(self.subject)

    @property
    def site_language(self):
        """The language of its mails: the one asked for, where the site still has it."""
        languages = dict(settings.LANGUAGES)
        return self.language if self.language in languages else settings.LANGUAGE_CODE

    @property
    def token(self):
        """What a link in a mail names it by; only who reads the mail knows it."""
        return signing.dumps(self.pk, salt=SALT)

    def confirm(self, *, now):
        """Begin to tell of what is new from now on; doing it again changes nothing."""
        waiting = type(self).objects.filter(pk=self.pk, confirmed_at__isnull=True)
        if waiting.update(confirmed_at=now, told_until=now):
            self.confirmed_at = self.told_until = now


class DigestQuerySet(models.QuerySet):
    """Mails of subscriptions."""

    def ready(self, now):
        """Mails that wait and whose hour has come."""
        return self.filter(status=Digest.Status.PENDING, send_after__lte=now)

    def lost(self):
        """How many failed, of how many nobody knows whether they went out, and since when: a dict of both and `since`.

        Mails that ended long ago are not kept, so this tells of the last weeks.
        """
        troubled = self.order_by().filter(status__in=[Digest.Status.FAILED, Digest.Status.UNKNOWN])
        return troubled.aggregate(
            failed=Count("pk", filter=Q(status=Digest.Status.FAILED)),
            unknown=Count("pk", filter=Q(status=Digest.Status.UNKNOWN)),
            since=Min("finished_at"),
        )

    def claim(self, pk, *, now):
        """Take a waiting mail for this worker; False where another worker has it."""
        return self.ready(now).filter(pk=pk).update(status=Digest.Status.SENDING, claimed_at=now) == 1


class Digest(models.Model):
    """One mail of a subscription: which things it tells of, and what became of it. Claimed before it goes out."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("not needed any more")
        FAILED = "failed", _("failed")
        UNKNOWN = "unknown", _("outcome unknown: look into it")

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="digests")
    items = models.JSONField(_("what it tells of"), default=list)  # [kind, primary key] each
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    made_at = models.DateTimeField(_("prepared at"))
    send_after = models.DateTimeField(_("not before"))
    claimed_at = models.DateTimeField(_("sending began at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("what went wrong"), max_length=100, blank=True)

    objects = DigestQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail of a subscription")
        verbose_name_plural = _("mails of subscriptions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription"],
                condition=Q(status="pending"),
                name="digest_one_waiting_per_subscription",
            ),
            models.CheckConstraint(
                condition=Q(status="pending", claimed_at__isnull=True)
                | (~Q(status="pending") & Q(claimed_at__isnull=False)),
                name="digest_claimed_when_not_pending",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "sending"], finished_at__isnull=True)
                | Q(status__in=["sent", "skipped", "failed", "unknown"], finished_at__isnull=False),
                name="digest_finished_has_when",
            ),
        ]

    def __str__(self):
        return f"{self.subscription}: {self.get_status_display()}"

    def finish(self, status, *, now, error=""):
        """Write down what became of it, unless it was given up meanwhile or its subscription is gone."""
        mine = type(self).objects.filter(pk=self.pk, status=self.Status.SENDING)
        return mine.update(status=status, finished_at=now, error=error, attempts=self.attempts) == 1

    def put_off(self, moment, *, error):
        """Let it wait until `moment`: the mail server surely has not taken it."""
        mine = type(self).objects.filter(pk=self.pk, status=self.Status.SENDING)
        fields = {"status": self.Status.PENDING, "claimed_at": None, "send_after": moment, "error": error}
        return mine.update(**fields, attempts=self.attempts) == 1
