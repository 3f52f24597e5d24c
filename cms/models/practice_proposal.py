"""A practice that a government proposes: a draft page, the workflow it goes through, and the words on the way."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from cms.publication import missing_for_publication
from tracking.models import Event


class PracticeProposalQuerySet(models.QuerySet):
    """Proposals of governments."""

    def of_government(self, government):
        """Those of one government."""
        return self.filter(local_government=government)

    def for_listing(self):
        """With their page, and with where its workflow stands as `workflow_status` (None before it began)."""
        page = Cast(OuterRef("page_id"), CharField())
        states = WorkflowState.objects.filter(base_content_type__app_label="wagtailcore", object_id=page)
        newest = states.filter(base_content_type__model="page").order_by("-created_at", "-pk")
        return (
            self.select_related("page__locale", "page__alias_of__locale", "local_government__state")
            .annotate(workflow_status=Subquery(newest.values("status")[:1]))
            .order_by("-proposed_at", "-pk")
        )


class PracticeProposal(models.Model):
    """One proposal. Its stage follows from its page and the workflow; the page belongs to the editors."""

    class Stage(models.TextChoices):
        """How far a proposal is."""

        DRAFT = "draft", _("draft")
        IN_REVIEW = "in-review", _("in review")
        RETURNED = "returned", _("returned with words")
        PUBLISHED = "published", _("published")
        TAKEN_DOWN = "taken-down", _("taken off the site")

    page = models.OneToOneField("cms.PracticePage", on_delete=models.CASCADE, related_name="proposal")
    local_government = models.ForeignKey("tracking.LocalGovernment", on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(
        "tracking.ImplementationStep", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"))
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)

    objects = PracticeProposalQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("proposal of a practice")
        verbose_name_plural = _("proposals of practices")
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_in_by__isnull=True, handed_in_at__isnull=True)
                | Q(handed_in_by__isnull=False, handed_in_at__isnull=False),
                name="practice_proposal_hand_in_is_whole",
            )
        ]

    def __str__(self):
        return self.page.draft_title or self.page.title

    @property
    def authors(self):
        """The pks of who proposed it and who handed it in: they do not pass it themselves."""
        return {self.proposed_by_id, self.handed_in_by_id} - {None}

    def get_absolute_url(self):
        """Where the government's people see how far it is."""
        return reverse("cms:proposal-detail", args=[self.local_government_id, self.pk])

    @property
    def edit_address(self):
        """Where they change it."""
        return reverse("cms:proposal-edit", args=[self.local_government_id, self.pk])

    @property
    def stage(self):
        """A Stage."""
        if self.page.live:
            return self.Stage.PUBLISHED
        status = self.workflow_status if hasattr(self, "workflow_status") else self._ask_status()
        if status == WorkflowState.STATUS_IN_PROGRESS:
            return self.Stage.IN_REVIEW
        if status == WorkflowState.STATUS_NEEDS_CHANGES:
            return self.Stage.RETURNED
        return self.Stage.TAKEN_DOWN if self.page.first_published_at else self.Stage.DRAFT

    def _ask_status(self):
        newest = self.page.workflow_states.order_by("-created_at", "-pk").first()
        return newest and newest.status

    @property
    def stage_label(self):
        """The stage in words."""
        return self.Stage(self.stage).label

    @property
    def is_open(self):
        """Whether the government can still change it: before it is handed in, and when it was returned."""
        return self.stage in (self.Stage.DRAFT, self.Stage.RETURNED)

    def exchange(self):
        """Words of the editors and the government, oldest first: {at, text, is_from_government}."""
        states = TaskState.objects.filter(workflow_state__in=self.page.workflow_states).exclude(comment="")
        said = [
            {"at": at, "text": text, "is_from_government": False}
            for at, text in states.filter(finished_at__isnull=False).values_list("finished_at", "comment")
        ]
        said += [
            {"at": at, "text": text, "is_from_government": True} for at, text in self.replies.values_list("at", "text")
        ]
        return sorted(said, key=lambda words: words["at"])

    def reply(self, text, *, by, now):
        """Say something to the editors."""
        return self.replies.create(text=text.strip(), by=by, at=now)

    @transaction.atomic
    def hand_in(self, *, by, now):
        """Begin, or take up again, the workflow with the newest version; raises ValidationError where it cannot.

        The workflow knows no requester: Wagtail would write to them with links that only editors can open.
        """
        if not self.is_open:
            raise ValidationError(_("It is with the editors already."))
        newest = self.page.get_latest_revision_as_object()
        missing = missing_for_publication(newest)
        if missing:
            raise ValidationError(missing)
        waiting = self.page.current_workflow_state
        if waiting and waiting.status == WorkflowState.STATUS_NEEDS_CHANGES:
            waiting.resume(user=None)
        else:
            self._workflow().start(newest, None)
        self.handed_in_by, self.handed_in_at = by, now
        self.save(update_fields=["handed_in_by", "handed_in_at"])
        self.__dict__.pop("workflow_status", None)
        Event.objects.record(Event.Verb.HANDED_IN, self, by=by, now=now, local_government=self.local_government)

    def _workflow(self):
        workflow = self.page.get_workflow()
        if workflow is None:
            raise ValidationError(_("The editors have switched off the way by which practices are proposed."))
        return workflow


class ProposalReply(models.Model):
    """What the government's people say to the editors. Only both of them read it."""

    proposal = models.ForeignKey(PracticeProposal, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(_("reply"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("reply to the editors")
        verbose_name_plural = _("replies to the editors")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="proposal_reply_says_something")]

    def __str__(self):
        return f"{self.proposal}, {self.at:%Y-%m-%d}"
