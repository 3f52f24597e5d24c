"""Private addresses under which a calendar program reads deadlines."""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .event import Event
from .person import User
from .place import LocalGovernment

READ_NOTED_EVERY = datetime.timedelta(hours=1)


def digest_of(token):
    """What is kept of an address: enough to recognise it, too little to read the calendar with."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeedQuerySet(models.QuerySet):
    """Feeds."""

    def in_use(self):
        """Those that nobody took back."""
        return self.filter(revoked_at__isnull=True)

    def of(self, user, local_government=None):
        """The person's feed in use for their own deadlines, or those of one government; None where there is none."""
        return self.in_use().filter(user=user, local_government=local_government).first()

    @transaction.atomic
    def issue(self, user, local_government=None, *, now):
        """Make a new address for a person's own deadlines, or those of one government: (feed, token).

        The token is shown once and not kept. An earlier address of the same person for the same thing ends.
        """
        User.objects.select_for_update(no_key=True).get(pk=user.pk)  # of two at once the second ends the first
        earlier = self.of(user, local_government)
        if earlier:
            earlier.revoke(by=user, now=now)
        token = secrets.token_urlsafe(24)
        feed = self.create(user=user, local_government=local_government, token_digest=digest_of(token), created_at=now)
        Event.objects.record(Event.Verb.ADDED, feed, by=user, now=now, local_government=local_government)
        return feed, token

    def known(self, token):
        """The feed in use that has this token, or None."""
        found = self.in_use().filter(token_digest=digest_of(token), user__is_active=True)
        return found.select_related("user", "local_government__state").first()


class CalendarFeed(models.Model):
    """One address for one person's calendar program; revocable, and worth only what its person may see."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    local_government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_feeds"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"))
    last_read_at = models.DateTimeField(_("last read at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "local_government"],
                condition=models.Q(revoked_at__isnull=True, local_government__isnull=False),
                name="calendar_feed_one_in_use_per_government",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at__isnull=True, local_government__isnull=True),
                name="calendar_feed_one_in_use_of_own",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.local_government or _('own deadlines')}"

    @transaction.atomic
    def revoke(self, *, by, now):
        """Take the address back: nobody reads anything under it any more; False where that happened already."""
        ended = CalendarFeed.objects.in_use().filter(pk=self.pk).update(revoked_at=now)
        if ended:
            self.revoked_at = now
            Event.objects.record(Event.Verb.REMOVED, self, by=by, now=now, local_government=self.local_government)
        return bool(ended)

    def note_read(self, now):
        """Remember that a program read it, at most once an hour."""
        unread = models.Q(last_read_at__isnull=True) | models.Q(last_read_at__lte=now - READ_NOTED_EVERY)
        CalendarFeed.objects.filter(unread, pk=self.pk).update(last_read_at=now)

    @staticmethod
    def address(token):
        """Where a calendar program reads what this token opens; without a language: that is the person's own."""
        return f"{settings.SITE_URL}{reverse('calendar:feed', args=[token])}"
