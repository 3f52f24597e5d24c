"""People with an account."""

import zoneinfo

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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

    username = None
    email = models.EmailField(_("mail address"), unique=True)
    language = models.CharField(_("language of mails"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC", validators=[check_time_zone])

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self):
        return self.get_full_name() or self.email

    def local_date(self, now):
        """The calendar date of the moment `now` where this person is."""
        return timezone.localdate(now, zoneinfo.ZoneInfo(self.time_zone))
