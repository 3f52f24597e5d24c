"""Invitations: somebody is asked to take a role, by a mail whose link works once and for a while."""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .event import Event
from .membership import Membership
from .place import LocalGovernment, State
from .role import Role

LASTS = datetime.timedelta(days=14)


def hash_of(token):
    """What is kept of a link's token: enough to know it again, not enough to make it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    """Invitations."""

    def open(self):
        """Neither accepted nor withdrawn; the link may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def valid(self, now):
        """Those that may still be accepted."""
        return self.open().filter(expires_at__gt=now)

    def to_address(self, address):
        """Those sent to a mail address, however it is capitalised."""
        return self.filter(email=address.strip().lower())

    def at(self, place):
        """Those to a role for a government, or for a State."""
        return self.filter(**{scope_of(place): place})

    def of_token(self, token):
        """The invitation of a link, or None."""
        places = ("local_government__state", "state", "invited_by")
        return self.filter(token_hash=hash_of(token)).select_related(*places).first()


def scope_of(place):
    """The name of the field that holds a government, or a State."""
    return "state" if isinstance(place, State) else "local_government"


class Invitation(models.Model):
    """One person asked to take one role at one place, by mail address."""

    email = models.EmailField(_("mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    local_government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    state = models.ForeignKey(State, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    language = models.CharField(_("language of the mail"), max_length=10, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("works until"))
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    role__in=["officer", "approver", "viewer"], local_government__isnull=False, state__isnull=True
                )
                | Q(
                    role__in=["coordinator", "national-viewer", "commenter"],
                    local_government__isnull=True,
                    state__isnull=False,
                ),
                name="invitation_role_fits_its_place",
                violation_error_message=_("Local roles belong to a government, national roles to a State."),
            ),
            models.CheckConstraint(
                condition=~Q(role="commenter") | ~Q(organisation=""),
                name="invitation_commenter_names_the_organisation",
                violation_error_message=_("Name the organisation for which the commenter speaks."),
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_address_in_small_letters"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("invited_at")), name="invitation_works_for_a_while"
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="invitation_accepted_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="invitation_withdrawn_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["email", "role", "local_government"],
                condition=Q(local_government__isnull=False, accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_local_role_once",
            ),
            models.UniqueConstraint(
                fields=["email", "role", "state"],
                condition=Q(state__isnull=False, accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_national_role_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.place}"

    @property
    def place(self):
        """The government or the State."""
        return self.local_government or self.state

    @property
    def is_open(self):
        """Neither accepted nor withdrawn."""
        return self.accepted_at is None and self.withdrawn_at is None

    def is_valid(self, now):
        """Whether the link still leads in."""
        return self.is_open and self.expires_at > now

    @transaction.atomic
    def issue(self, *, by, now):
        """Save a new or open invitation with a fresh link that lasts 14 days; returns the link's token.

        An older link stops working. Raises ValidationError where it was accepted or withdrawn meanwhile.
        """
        verb = Event.Verb.CHANGED if self.pk else Event.Verb.ADDED
        if self.pk:
            self._expect_open()
        token = secrets.token_urlsafe(32)
        self.token_hash = hash_of(token)
        self.invited_by, self.invited_at, self.expires_at, self.mailed_at = by, now, now + LASTS, None
        self.save()
        self._record(verb, by=by, now=now, after={"role": self.role, "expires_at": self.expires_at.isoformat()})
        return token

    @transaction.atomic
    def withdraw(self, *, by, now):
        """The link stops working; raises ValidationError where it was accepted or withdrawn meanwhile."""
        self._expect_open()
        self.withdrawn_by, self.withdrawn_at = by, now
        self.save()
        self._record(Event.Verb.REMOVED, by=by, now=now, before={"role": self.role})

    @transaction.atomic
    def accept(self, *, by, now):
        """Give the role to `by`, whose address was invited; returns the membership, new or held already.

        Raises ValidationError where the link no longer works, or the address is another one.
        """
        self._expect_open()
        if self.expires_at <= now:
            raise ValidationError(_("This invitation has expired."))
        if by.email.lower() != self.email:
            raise ValidationError(_("This invitation was sent to another mail address than yours."))
        self.accepted_by, self.accepted_at = by, now
        self.save()
        by.note_role(now=now)
        membership, is_new = Membership.objects.get_or_create(
            user=by, role=self.role, **{scope_of(self.place): self.place}, defaults={"organisation": self.organisation}
        )
        if is_new:
            after = {"role": self.role, "user": by.pk, "invitation": self.pk}
            self._record(Event.Verb.ADDED, by=by, now=now, on=membership, after=after)
        return membership

    def _expect_open(self):
        """Hold the row; raise where somebody was faster."""
        self.refresh_from_db(from_queryset=Invitation.objects.select_for_update())
        if not self.is_open:
            raise ValidationError(_("This invitation was used or withdrawn already."))

    def _record(self, verb, *, by, now, on=None, **changes):
        Event.objects.record(verb, on or self, by=by, now=now, local_government=self.local_government, **changes)
