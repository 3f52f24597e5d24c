"""People with an account."""

import zoneinfo

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .role import Role


def check_time_zone(value):
    """Raise ValidationError unless `value` is a time zone's name such as Europe/Madrid."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("%(value)s is not the name of a time zone."), params={"value": value})


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

    def local_date(self, now):
        """The calendar date of the moment `now` where this person is."""
        return timezone.localdate(now, zoneinfo.ZoneInfo(self.time_zone))
