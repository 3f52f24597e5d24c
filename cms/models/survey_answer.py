"""What a body answered: a draft behind a link, then sent, corrected by nobody but the body itself, then reviewed."""

import secrets
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracking.models import Event

from .register_profile import EngagementProfile
from .register_scales import AnswerKind
from .survey import Survey
from .survey_link import Linked, LinkQuerySet
from .survey_question import SurveyQuestion

RECEIPT_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what a pen or an ear confuses


def new_receipt():
    """A code to quote in a letter or on the telephone; it opens nothing."""
    letters = "".join(secrets.choice(RECEIPT_SIGNS) for _place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class SurveyAnswerQuerySet(LinkQuerySet):
    """Answers."""

    def sent(self):
        """Those that count as answers: sent and not withdrawn."""
        return self.exclude(state__in=[SurveyAnswer.State.DRAFT, SurveyAnswer.State.WITHDRAWN])

    def counted(self):
        """Those whose choices are counted: sent, and not set aside as spam or for another reason."""
        return self.sent().exclude(state=SurveyAnswer.State.SET_ASIDE)

    def drafts(self):
        """Those begun and not sent."""
        return self.filter(state=SurveyAnswer.State.DRAFT)


class SurveyAnswer(Linked):
    """One body's answer to a survey. Who wrote it for the body lies apart, in SurveyContact."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("sent")
        ACCEPTED = "accepted", _("accepted into the register")
        SET_ASIDE = "set-aside", _("set aside")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Channel(models.TextChoices):
        WEB = "web", _("on this site")
        PHONE = "phone", _("by telephone")
        PAPER = "paper", _("on paper")

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    body = models.CharField(_("body that answers"), max_length=200)
    language = models.CharField(_("language"), max_length=10)
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    start_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt = models.CharField(_("receipt"), max_length=12, default=new_receipt, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    started_at = models.DateTimeField(_("begun at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("why it was set aside"), max_length=300, blank=True)
    profile = models.ForeignKey(
        EngagementProfile, on_delete=models.PROTECT, null=True, blank=True, related_name="survey_answers"
    )

    objects = SurveyAnswerQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", sent_at__isnull=True) | (~Q(state="draft") & Q(sent_at__isnull=False)),
                name="survey_answer_sent_or_draft",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="survey_answer_withdrawn_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "set-aside"], reviewed_at__isnull=False, reviewed_by__isnull=False)
                | (~Q(state__in=["accepted", "set-aside"]) & Q(reviewed_at__isnull=True, reviewed_by__isnull=True)),
                name="survey_answer_reviewed_by_and_when",
            ),
            models.CheckConstraint(
                condition=(Q(state="accepted") & Q(profile__isnull=False))
                | (~Q(state="accepted") & Q(profile__isnull=True)),
                name="survey_answer_accepted_into_a_profile",
            ),
            models.CheckConstraint(
                condition=(Q(state="set-aside") & ~Q(reason="")) | (~Q(state="set-aside") & Q(reason="")),
                name="survey_answer_set_aside_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(channel="web", entered_by__isnull=True) | (~Q(channel="web") & Q(entered_by__isnull=False)),
                name="survey_answer_on_behalf_names_who",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="survey_answer_names_a_body"),
        ]

    def __str__(self):
        return f"{self.receipt} · {self.body}"

    @property
    def is_draft(self):
        """Still being written."""
        return self.state == self.State.DRAFT

    @property
    def can_be_withdrawn(self):
        """Sent, and not reviewed yet."""
        return self.state == self.State.SENT

    @property
    def has_withdrawn_invitation(self):
        """Its body is not invited any more."""
        invitation = getattr(self, "invitation", None)
        return invitation is not None and invitation.withdrawn_at is not None

    @property
    def is_uninvited(self):
        """A draft whose invitation was withdrawn: nobody goes on with it."""
        return self.is_draft and self.has_withdrawn_invitation

    def can_be_corrected(self, today):
        """Sent, not reviewed, not worked with yet, and the survey still takes answers from its body."""
        is_waiting = self.state == self.State.SENT and not self.has_withdrawn_invitation
        return is_waiting and self.survey.is_open(today) and not self.interviews.exists()

    @transaction.atomic
    def keep(self, kept, *, language):
        """Store {question: (AnswerKind, value) or None} in the draft; None takes an earlier part out.

        Raises ValidationError once the answer was sent, or its invitation withdrawn. Storing the same twice changes
        nothing.
        """
        self._hold(self.State.DRAFT)
        self._ask_for_invitation()
        for question, said in kept.items():
            if said is None:
                self.parts.filter(question=question).delete()
            else:
                kind, value = said
                self.parts.update_or_create(question=question, defaults={"kind": kind, "value": value})
        self.language = language
        self.save(update_fields=["language"])

    def missing(self):
        """The questions that must be answered and are not, as a list; contact details never are."""
        answered = set(self.parts.values_list("question_id", flat=True))
        required = [question for question in self.survey.questions.all() if question.is_required]
        return [question for question in required if question.pk not in answered and not question.is_contact]

    @transaction.atomic
    def send(self, *, now):
        """Hand the draft in; what was left empty is "no response" from now on. Sending twice is the same as once.

        Raises ValidationError where a question is open that must be answered, the survey takes no more answers, or
        the invitation was withdrawn.
        """
        self.refresh_from_db(from_queryset=SurveyAnswer.objects.select_for_update())
        if not self.is_draft:
            return
        self._ask_for_invitation()
        if not self.survey.is_open(now.date()) and self.channel == self.Channel.WEB:
            raise ValidationError(_("The survey takes no more answers."))
        if self.missing():
            raise ValidationError(_("Some questions must be answered before you can send."))
        answered = self.parts.values("question")
        silent = self.survey.questions.exclude(pk__in=answered).exclude(kind=SurveyQuestion.Kind.CONTACT)
        for question in silent:
            self.parts.create(question=question, kind=AnswerKind.NO_RESPONSE)
        self.state, self.sent_at = self.State.SENT, now
        self.save(update_fields=["state", "sent_at"])

    @transaction.atomic
    def correct(self, *, now):
        """Make it a draft again, for its body to correct and send once more; what was left empty is open again.

        Raises ValidationError after the last day and once an editor has worked with it.
        """
        self._hold(self.State.SENT)
        if not self.can_be_corrected(now.date()):
            raise ValidationError(_("This answer can no longer be corrected."))
        self.parts.filter(kind=AnswerKind.NO_RESPONSE, question__is_required=False).delete()
        self.state, self.sent_at = self.State.DRAFT, None
        self.save(update_fields=["state", "sent_at"])

    @transaction.atomic
    def erase(self, *, by, now):
        """Take its words and contact details away for good (spam, words about a person); the receipt stays.

        Raises ValidationError for drafts, and for what stands in the register: there it is erased first.
        """
        if self.state == self.State.SET_ASIDE:
            self._hold(self.State.SET_ASIDE)
            self.state, self.reason, self.reviewed_by, self.reviewed_at = self.State.SENT, "", None, None
            self.save()
        self.withdraw(now=now)
        Event.objects.record(Event.Verb.REMOVED, self, by=by, now=now)

    @transaction.atomic
    def withdraw(self, *, now):
        """Take a sent answer back: its words and contact details are erased, the receipt stays.

        Raises ValidationError once it was reviewed.
        """
        self._hold(self.State.SENT)
        self.parts.all().delete()
        self.interviews.all().delete()
        self.contacts.all().delete()
        self.state, self.withdrawn_at = self.State.WITHDRAWN, now
        self.save(update_fields=["state", "withdrawn_at"])

    @transaction.atomic
    def set_aside(self, reason, *, by, now):
        """Leave it out of the register, with the reason; raises ValidationError unless it waits for review."""
        self._hold(self.State.SENT)
        self.state, self.reason, self.reviewed_by, self.reviewed_at = self.State.SET_ASIDE, reason, by, now
        self.full_clean(exclude=["survey"])
        self.save()

    def _ask_for_invitation(self):
        if self.is_uninvited:
            raise ValidationError(_("The invitation was withdrawn. This answer can no longer be sent."))

    def _hold(self, state):
        """Lock the row; raise where somebody was faster."""
        self.refresh_from_db(from_queryset=SurveyAnswer.objects.select_for_update())
        if self.state != state:
            raise ValidationError(_("The answer was sent, withdrawn or reviewed already."))
