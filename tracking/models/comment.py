"""The third voice: what a civil society organisation or a human rights institution says of a published status."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .event import Event
from .followup import FollowUp, Status
from .membership import Membership
from .place import LocalGovernment
from .role import Role


class CommentQuerySet(models.QuerySet):
    """Comments."""

    def published(self):
        """Those that anyone may read."""
        return self.filter(state=Comment.State.PUBLISHED, follow_up__visibility="public")

    def visible_to(self, user):
        """Those that anyone may read, and those that concern the person."""
        if not user.is_authenticated:
            return self.published()
        return self.filter(Q(pk__in=self.model.objects.published()) | Q(pk__in=self.model.objects.concerning(user)))

    def concerning(self, user):
        """Own ones, those on own governments' follow-ups, and all of a State one serves: published or not."""
        served = Membership.objects.serving(user).values("state")
        own = LocalGovernment.objects.of_user(user).values("pk")
        return self.filter(
            Q(by=user) | Q(follow_up__local_government__in=own) | Q(follow_up__local_government__state__in=served)
        )

    def for_listing(self):
        """With what a row says of the follow-up."""
        return self.select_related("follow_up__local_government__state", "follow_up__recommendation__review__state")

    def waiting(self):
        """Those nobody has decided on."""
        return self.filter(state=Comment.State.WAITING)


class Comment(models.Model):
    """One dated comment of an organisation beside a government's published follow-up; never instead of it."""

    class Stance(models.TextChoices):
        CONFIRMS = "confirms", _("confirms the status")
        ADDS = "adds", _("adds information")
        DISPUTES = "disputes", _("disputes the status")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a decision")
        PUBLISHED = "published", _("published")
        REFUSED = "refused", _("refused")

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="comments")
    organisation = models.CharField(_("organisation"), max_length=150)
    stance = models.CharField(_("what the comment does"), max_length=10, choices=Stance.choices)
    text = models.TextField(_("comment"))
    link = models.URLField(_("source"), max_length=500, blank=True)
    status_then = models.CharField(max_length=20)  # of the follow-up when the comment was written
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    at = models.DateTimeField(_("written at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(_("why it was refused"), blank=True)
    reply = models.TextField(_("the government's reply"), blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(organisation=""), name="comment_says_who_and_what"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="comment_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""),
                name="comment_refusal_is_explained",
                violation_error_message=_("Say why it is refused."),
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_by__isnull=True, replied_at__isnull=True)
                | (~Q(reply="") & Q(replied_by__isnull=False, replied_at__isnull=False)),
                name="comment_reply_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_stance_display()}"

    def get_absolute_url(self):
        """Where it is decided on and answered."""
        return reverse("tracking:comment-detail", args=[self.pk])

    @property
    def status_then_label(self):
        """The follow-up's status when the comment was written, in words; empty where it is the same today."""
        return "" if self.status_then == self.follow_up.status else dict(Status.choices).get(self.status_then, "")

    @property
    def is_taken_back(self):
        """Its own organisation took it back; nobody refused it."""
        return self.state == self.State.REFUSED and self.decided_by_id == self.by_id

    @property
    def state_label(self):
        """What became of it, in words."""
        return _("taken back by the organisation") if self.is_taken_back else self.get_state_display()

    @property
    def is_unanswered(self):
        """Published, and the government has not replied."""
        return self.state == self.State.PUBLISHED and not self.reply

    @transaction.atomic
    def write(self, *, by, now):
        """Send the comment to be decided on; raises ValidationError unless the follow-up is public."""
        if self.follow_up.visibility != "public":
            raise ValidationError(_("Only what is published can be commented on."))
        self.by, self.at, self.status_then = by, now, self.follow_up.status
        self.save()
        self._record(Event.Verb.ADDED, by=by, now=now)

    @transaction.atomic
    def decide(self, state, *, by, now, refusal=""):
        """Publish or refuse, once; a refusal gives its reason. Raises ValidationError where it was decided already."""
        self.state, self.decided_by, self.decided_at, self.refusal = state, by, now, refusal.strip()
        if state == self.State.REFUSED and not self.refusal:
            raise ValidationError({"refusal": _("Say why it is refused.")})
        fields = {"state": state, "decided_by": by, "decided_at": now, "refusal": self.refusal}
        if not Comment.objects.filter(pk=self.pk, state=self.State.WAITING).update(**fields):
            raise ValidationError(_("Somebody else has decided already."))
        published = state == self.State.PUBLISHED
        self._record(Event.Verb.PUBLISHED if published else Event.Verb.REFUSED, by=by, now=now)

    @transaction.atomic
    def take_back(self, *, by, now, reason=""):
        """Take it off the site: its author at any time, anybody else only what is published, and with the reason.

        Raises ValidationError where it is off the site already, or the reason is missing.
        """
        is_own, reason = by.pk == self.by_id, reason.strip()
        if not is_own and not reason:
            raise ValidationError({"reason": _("Say why it is taken off the site.")})
        states = [self.State.PUBLISHED, self.State.WAITING] if is_own else [self.State.PUBLISHED]
        fields = {"state": self.State.REFUSED, "decided_by": by, "decided_at": now}
        fields["refusal"] = reason or str(_("Taken back by the organisation itself."))
        if not Comment.objects.filter(pk=self.pk, state__in=states).update(**fields):
            raise ValidationError(_("It is not on the site any more."))
        for name, value in fields.items():
            setattr(self, name, value)
        self._record(Event.Verb.TAKEN_BACK, by=by, now=now)

    @transaction.atomic
    def answer(self, reply, *, by, now):
        """The government's reply, shown under the comment; raises ValidationError where that is not published."""
        if self.state != self.State.PUBLISHED:
            raise ValidationError(_("Only a published comment can be answered."))
        self.reply, self.replied_by, self.replied_at = reply.strip(), by, now
        self.save(update_fields=["reply", "replied_by", "replied_at"])
        self._record(Event.Verb.CHANGED, by=by, now=now)

    def _record(self, verb, *, by, now):
        government = self.follow_up.local_government
        Event.objects.record(verb, self, by=by, now=now, local_government=government, after={"stance": self.stance})


def organisation_of(user, state):
    """The organisation for which the person comments in the State; empty where they are no commenter there."""
    held = Membership.objects.filter(user=user, role=Role.COMMENTER, state=state).first()
    return held.organisation if held else ""
