"""Invitations to a survey: one a body, with a link of its own in a mail in the body's language."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tracking.models.mail_failure import in_words

from .survey import Survey
from .survey_answer import SurveyAnswer
from .survey_link import Linked, LinkQuerySet

OVER = "over"  # the failure of a mail that waited until the survey took no more answers


class SurveyInvitationQuerySet(LinkQuerySet):
    """Invitations."""

    def valid(self):
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def unanswered(self):
        """Valid ones whose body has not sent an answer, or took it back."""
        return self.valid().filter(Q(answer=None) | Q(answer__state__in=["draft", "withdrawn"]))

    def waiting(self):
        """Those with a mail that is still to go out."""
        return self.valid().exclude(waits_for="").exclude(email="")

    def not_delivered(self):
        """Those whose last mail did not arrive and does not go out again by itself, and who have not answered."""
        return self.unanswered().filter(failed_at__isnull=False, waits_for="").exclude(email="")

    def rate(self):
        """{"invited", "started", "answered"}: how many bodies each; withdrawn invitations count nowhere."""
        is_sent = Q(answer__state__in=["sent", "accepted", "set-aside"])
        return self.valid().aggregate(
            invited=Count("pk"),
            started=Count("pk", filter=Q(answer__isnull=False)),
            answered=Count("pk", filter=is_sent),
        )


class SurveyInvitation(Linked):
    """One body asked to answer a survey."""

    class Mail(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        REMINDER = "reminder", _("reminder")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitations")
    body = models.CharField(_("body"), max_length=200)
    email = models.EmailField(_("mail address"), blank=True, help_text=_("Erased some months after the end."))
    language = models.CharField(_("language of the mail"), max_length=10)
    answer = models.OneToOneField(
        SurveyAnswer, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitation"
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("invited at"))
    waits_for = models.CharField(max_length=12, choices=Mail.choices, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    failed_at = models.DateTimeField(_("not delivered at"), null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True)  # a code and numbers, never the server's own words
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = SurveyInvitationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invitation to a survey")
        verbose_name_plural = _("invitations to surveys")
        ordering = ["body", "pk"]
        constraints = [
            models.UniqueConstraint(
                "survey",
                Lower("body"),
                condition=Q(withdrawn_at__isnull=True),
                name="survey_invitation_once_per_body",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="survey_invitation_withdrawn_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(reminded_at__isnull=True) | Q(mailed_at__isnull=False),
                name="survey_invitation_reminded_after_the_mail",
            ),
            models.CheckConstraint(
                condition=Q(failure="") | Q(failed_at__isnull=False), name="survey_invitation_failure_has_a_time"
            ),
        ]

    def __str__(self):
        return self.body

    @property
    def has_answered(self):
        """Whether the body has sent its answer."""
        return bool(self.answer) and self.answer.state not in ("draft", "withdrawn")

    @property
    def is_mail_unknown(self):
        """The mail was taken up and nothing says whether it went out: its worker broke off, or has it in hand."""
        has_mark = self.waits_for or self.mailed_at or self.failed_at
        return bool(self.email) and not (has_mark or self.withdrawn_at or self.has_answered)

    @property
    def is_mail_tried_again(self):
        """The mail did not get through, and the site itself tries once more."""
        return bool(self.failed_at and self.waits_for and self.failure)

    @property
    def failure_words(self):
        """Why the mail did not arrive, in the reader's words; empty where nobody noted it."""
        if self.failure == OVER:
            return str(_("the survey was over before the mail went out"))
        return in_words(self.failure)

    def mail_again(self):
        """Let the invitation go out once more, with the same link; raises ValidationError where it cannot."""
        if self.withdrawn_at or not self.email or self.has_answered:
            raise ValidationError(_("This invitation was answered, withdrawn or erased."))
        self.waits_for, self.failed_at, self.failure = self.Mail.INVITATION, None, ""
        self.save(update_fields=["waits_for", "failed_at", "failure"])

    def withdraw(self, *, by, now):
        """The link stops working; an answer that was sent before stays."""
        if self.withdrawn_at is None:
            self.withdrawn_by, self.withdrawn_at, self.waits_for = by, now, ""
            self.save(update_fields=["withdrawn_by", "withdrawn_at", "waits_for"])

    @transaction.atomic
    def begin(self, *, language, now):
        """The body's answer: begun now, or the one it has begun already; after a withdrawn one a new one."""
        held = SurveyInvitation.objects.select_for_update().get(pk=self.pk)
        if held.answer is None or held.answer.state == SurveyAnswer.State.WITHDRAWN:
            held.answer = SurveyAnswer.objects.create(
                survey_id=held.survey_id, body=held.body, language=language, started_at=now
            )
            held.save(update_fields=["answer"])
        self.answer = held.answer
        return held.answer
