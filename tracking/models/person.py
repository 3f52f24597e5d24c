"""People with an account."""

import datetime
import zoneinfo

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .event import Event
from .mail_failure import MailFailure, in_words
from .role import Role


def check_time_zone(value):
    """Raise ValidationError unless `value` is a time zone's name such as Europe/Madrid."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("%(value)s is not the name of a time zone."), params={"value": value})


WAY_OUT = "tracking.reminders-off"  # salt of the tokens that switch mails off without signing in


class UserManager(BaseUserManager):
    """Makes accounts that sign in with their mail address."""

    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        """A saved account; without a password nobody can sign in with it until one is set."""
        if not email:
            raise ValueError("An account needs a mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """An account of the IT desk that may do everything in the CMS admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def with_way_out(self, token):
        """The active account to which a mail with this `way_out` went, or None."""
        try:
            pk = signing.loads(token, salt=WAY_OUT)
        except signing.BadSignature:
            return None
        return self.filter(pk=pk, is_active=True).first()

    def get_by_natural_key(self, username):
        """The account of a mail address, however it is capitalised."""
        return self.get(email=username.lower())


class User(AbstractUser):
    """A person who signs in with a mail address; what they may do stands in their memberships."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("mail")
        PHONE = "phone", _("phone call")
        MESSAGE = "message", _("text message")
        PAPER = "paper", _("paper")

    username = None
    email = models.EmailField(_("mail address"), unique=True)
    language = models.CharField(_("language of mails"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC", validators=[check_time_zone])
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    preferred_channel = models.CharField(
        _("best way to reach you"), max_length=10, choices=Channel.choices, default=Channel.MAIL
    )
    wants_digest = models.BooleanField(
        _("mails about steps, indicators and other daily work"),
        default=True,
        help_text=_("Last days of calls, and what others wait for, are mailed in any case."),
    )
    quiet_from = models.TimeField(_("no mails from"), default=datetime.time(20))
    quiet_until = models.TimeField(_("no mails until"), default=datetime.time(7))
    mail_failing_since = models.DateTimeField(_("mails fail since"), null=True, blank=True)
    mail_failure = models.CharField(_("why mails fail"), max_length=200, blank=True)
    reviewed_at = models.DateTimeField(_("contact checked at"), null=True, blank=True)
    roles_ended_at = models.DateTimeField(_("without a role since"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    former_roles = models.JSONField(_("roles before the account was erased"), default=list, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mail_failing_since__isnull=True, mail_failure="")
                | (models.Q(mail_failing_since__isnull=False) & ~models.Q(mail_failure="")),
                name="account_failing_mail_has_when_and_why",
            )
        ]

    def __str__(self):
        if self.erased_at:
            return self.former_title
        return self.get_full_name() or self.email

    @property
    def former_title(self):
        """What stands in the audit trail for somebody whose name was erased: the role in which they acted."""
        roles = dict(Role.choices)
        titles = [
            _("former %(role)s of %(place)s") % {"role": roles.get(role, role), "place": place}
            for role, place in self.former_roles
        ]
        return ", ".join(titles) or str(_("erased account"))

    def note_role(self, *, now):
        """They hold a role (again), and their contact is fresh."""
        self.roles_ended_at, self.reviewed_at = None, now
        self.save(update_fields=["roles_ended_at", "reviewed_at"])

    @property
    def mail_failure_words(self):
        """Why mails to the address fail, in the active language; "" while they arrive."""
        return in_words(self.mail_failure)

    @transaction.atomic
    def note_failing_mail(self, code, *, now, by=None):
        """Mails to the address do not arrive, as far as the site knows from this moment on."""
        before = self.mail_failure
        self.mail_failing_since, self.mail_failure = self.mail_failing_since or now, code
        self.save(update_fields=["mail_failing_since", "mail_failure"])
        if before != code:
            changes = {"before": {"mail": before}, "after": {"mail": code}}
            Event.objects.record(Event.Verb.CHANGED, self, by=by, now=now, **changes)

    @transaction.atomic
    def note_arriving_mail(self, *, now, by=None):
        """Mails arrive (again): a server took one, or the person says that the address is right."""
        if not self.mail_failing_since:
            return
        before, self.mail_failing_since, self.mail_failure = self.mail_failure, None, ""
        self.save(update_fields=["mail_failing_since", "mail_failure"])
        changes = {"before": {"mail": before}, "after": {"mail": ""}}
        Event.objects.record(Event.Verb.CHANGED, self, by=by, now=now, **changes)

    @property
    def has_mails_back(self):
        """It was a mail that came back that flagged the address: that a server takes another one proves nothing."""
        if not self.mail_failing_since:
            return False
        came_back = f"{MailFailure.BOUNCED} {self.mail_failure}"
        return self.reminders.filter(bounced_at__gte=self.mail_failing_since, error__startswith=came_back).exists()

    @property
    def way_out(self):
        """What stands in mails to this person, and proves that whoever switches them off holds such a mail."""
        return signing.dumps(self.pk, salt=WAY_OUT)

    def local_date(self, now):
        """The calendar date of the moment `now` where this person is."""
        return timezone.localdate(now, zoneinfo.ZoneInfo(self.time_zone))
