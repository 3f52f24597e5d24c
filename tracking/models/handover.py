"""The hand-over note: what somebody who leaves a post tells whoever comes next, and what moved with it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .event import Event
from .invitation import Invitation
from .membership import Membership
from .place import LocalGovernment
from .role import Role


class HandoverNoteQuerySet(models.QuerySet):
    """Hand-over notes."""

    def to_read(self, user):
        """Those that the person has not read yet: as the successor chosen, or as the one who was invited instead."""
        mine = Q(to_user=user) | Q(to_user=None, invitation__accepted_by=user)
        return self.filter(mine, read_at=None).select_related("local_government__state", "from_user")


class HandoverNote(models.Model):
    """One person's leave from the posts held for one government.

    `roles` and `post` are codes, `moved` counts what went along ({"steps": 4, "drafts": 1, ...}), `next_dates` holds
    [ISO date, kind, title] of what comes next. `waiting_steps` are the ids of steps that wait for an invited successor.
    """

    COUNTED = {
        "steps": _("open steps"),
        "drafts": _("drafts of forms"),
        "readings": _("second readings asked for"),
        "reminders": _("waiting reminders"),
    }

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="handover_notes")
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(_("roles that ended"), default=list)
    post = models.CharField(_("post"), max_length=20, choices=Membership.Post.choices, blank=True)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("successor"),
    )
    invitation = models.ForeignKey(Invitation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.TextField(_("hand-over note"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    moved = models.JSONField(default=dict)
    next_dates = models.JSONField(default=list)
    waiting_steps = models.JSONField(default=list)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = HandoverNoteQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_user__isnull=True) | ~Q(to_user=F("from_user")),
                name="handover_to_another_person",
                violation_error_message=_("Choose somebody else as the successor."),
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(to_user__isnull=False), name="handover_read_by_a_successor"
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=F("at")), name="handover_read_after_it_was_written"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """What was left, in words: "focal point, officer"."""
        labels = dict(Role.choices)
        roles = [str(labels.get(role, role)) for role in self.roles]
        return ", ".join([*([str(self.get_post_display())] if self.post else []), *roles])

    @property
    def counts(self):
        """[(what, how many)] of what went along; nothing that is zero."""
        return [(label, self.moved[name]) for name, label in self.COUNTED.items() if self.moved.get(name)]

    @transaction.atomic
    def mark_read(self, *, by, now):
        """The successor has read it; an invited one becomes the successor with it.

        Raises ValidationError where it is addressed to somebody else.
        """
        locked = HandoverNote.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if not HandoverNote.objects.to_read(by).filter(pk=self.pk).exists():
            if locked.to_user_id == by.pk:
                return  # read already: pressed twice
            raise ValidationError(_("This hand-over is addressed to somebody else."))
        self.to_user, self.read_at = by, now
        self.save(update_fields=["to_user", "read_at"])
        Event.objects.record(
            Event.Verb.TAKEN_OVER,
            self,
            by=by,
            now=now,
            local_government=self.local_government,
            after={"to_user": by.pk},
        )
