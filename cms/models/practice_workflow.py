"""The protection check: nobody publishes a practice before somebody has looked at what could harm people."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask

from cms.practices.mails import tell_of_decision
from cms.publication import missing_for_publication, touches_sensitive_topic

from .practice import PracticePage
from .practice_history import PracticeHistoryEntry

# What the checker ticks, all of it.
POINTS = {
    "individuals": _("Nothing about individuals: no names, initials, cases or pictures by which one could be found."),
    "places": _("No exact places or dates of people at risk: no address of a shelter, no closed meeting."),
    "second_reader": _("No sensitive topic is touched, or a second person has read it and is named by role and body."),
    "source": _("At least one source is given, and it says what the text says."),
    "cost": _("The costs are given, or it says that they are not disclosed."),
    "limits": _("It says what did not work, or where its limits are."),
    "alt_text": _("The picture is described in words, or there is none."),
}


class ProtectionCheckForm(TaskStateCommentForm):
    """The checklist, every point of which must be ticked, and words to the author."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unticked = {"required": _("Tick this once you have checked it. Where it is not so, send the practice back.")}
        for code, label in POINTS.items():
            self.fields[code] = forms.BooleanField(label=label, error_messages=unticked)
        self.fields["comment"].help_text = _(
            "Passing the check publishes the practice. A government reads these words."
        )
        self.order_fields([*POINTS, "comment"])


class SendBackForm(TaskStateCommentForm):
    """What has to change. A practice that comes back without a word helps nobody."""

    comment = forms.CharField(
        label=_("What has to change"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Those who handed it in read these words. Write nothing about individuals."),
    )


class ProtectionCheckTask(AbstractGroupApprovalTask):
    """A step of a workflow: somebody of the groups ticks the checklist, or sends the practice back with words."""

    class Meta:
        verbose_name = _("protection check")
        verbose_name_plural = _("protection checks")

    @classmethod
    def get_description(cls):
        """What editors read where they choose a kind of task."""
        return _("Members of the chosen groups tick a checklist on the safety of people before a practice is published")

    def get_actions(self, obj, user):
        """Send back, with words; and pass, where nothing is missing and the person may be the one who reads."""
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        actions = [("reject", _("Send back with words"), True)]
        if may_pass(obj, user):
            actions.append(("approve", _("Tick the protection check"), True))  # Wagtail adds "and publish"
        return actions

    def get_form_for_action(self, action):
        """The checklist for passing; only words for sending back."""
        return ProtectionCheckForm if action == "approve" else SendBackForm

    def on_action(self, task_state, user, action_name, **kwargs):
        """Pass or send back; raises PermissionDenied where a point of the checklist is not ticked."""
        ticked = {code for code in POINTS if kwargs.pop(code, False)}
        page = task_state.revision.as_object()
        if action_name == "approve":
            if ticked != set(POINTS) or not may_pass(page, user):
                raise PermissionDenied
            if isinstance(page, PracticePage):
                note_passed(page, user)
        super().on_action(task_state, user, action_name, **kwargs)
        proposal = getattr(page, "proposal", None)
        if proposal:
            transaction.on_commit(lambda: tell_of_decision(proposal))


def may_pass(page, user):
    """Whether the person may pass the newest version of the page.

    Something of it may be missing; and on a sensitive topic nobody passes what they handed in themselves.
    """
    page = page.specific
    if not isinstance(page, PracticePage):
        return True
    newest = page.get_latest_revision_as_object()
    state = page.current_workflow_state
    proposal = getattr(page, "proposal", None)
    authors = {state and state.requested_by_id, *(proposal.authors if proposal else ())}
    is_own = user.pk in authors
    return not missing_for_publication(newest) and not (is_own and touches_sensitive_topic(newest))


def note_passed(page, user):
    """Write into the public history that the check was passed, and the review status with which it appears."""
    now = timezone.now()
    history = PracticeHistoryEntry.objects
    history.record(page, PracticeHistoryEntry.Kind.CHECK_PASSED, by=user, now=now)
    history.note_status(page, by=user, now=now)
    history.note_verification(page, by=user)
