"""Links that open something without an account: long, random, and not to be worked out from the database."""

import hashlib
import secrets

from django.db import models
from django.utils.crypto import salted_hmac


def new_secret():
    """What a link is made from, together with the key of the installation."""
    return secrets.token_urlsafe(32)


def hash_of(token):
    """What is kept of a link's token: enough to know it again, not enough to make it."""
    return hashlib.sha256(token.encode()).hexdigest()


class LinkQuerySet(models.QuerySet):
    """Rows that are opened by a link."""

    def of_token(self, token):
        """The row of a link, or None."""
        return self.filter(token_hash=hash_of(token)).first()


class Linked(models.Model):
    """A row with a link of its own.

    The token can be told again (a reminder carries the same link as the invitation), but only with the installation's
    key: who reads the database alone cannot make it.
    """

    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        abstract = True

    @property
    def token(self):
        """64 characters that open the row."""
        return salted_hmac(f"cms.{self._meta.model_name}", self.secret, algorithm="sha256").hexdigest()

    def save(self, *args, **kwargs):
        """Keep what the link is known by."""
        self.token_hash = self.token_hash or hash_of(self.token)
        super().save(*args, **kwargs)
