"""The way of a contribution from stage to stage: handed in, approved and frozen, decided, withdrawn, corrected."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .contribution_back import WaysBack
from .contribution_eyes import FourEyes
from .event import Event

# What is done in the government's place where the State's people typed its answers in.
WRITING = (
    Event.Verb.ADDED,
    Event.Verb.CHANGED,
    Event.Verb.HANDED_IN,
    Event.Verb.SENT_BACK,
    Event.Verb.SUBMITTED,
    Event.Verb.REMOVED,
)
UNANSWERED = "unanswered"  # code of the refusal to hand in while a required question has no answer


def said(words):
    """The words without blanks around them; raises ValidationError where nothing was said."""
    if not words.strip():
        raise ValidationError({"words": _("Say what should be changed.")})
    return words.strip()


def checksum_of(snapshot, replies=None):
    """The checksum of a version: of its answers and, since questions are asked (`replies` is a list), of these too."""
    whole = snapshot if replies is None else [snapshot, replies]
    canonical = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class ContributionStages(FourEyes, WaysBack):
    """What may be done with a version. Every method holds the row, and tells who was faster."""

    @transaction.atomic
    def hand_in(self, *, by, now):
        """Draft -> waiting for a second person's approval; needs a headline, and every required question answered."""
        self._expect(self.Status.DRAFT)
        self._expect_input()
        if not self.answers.exclude(headline="").exists():
            raise ValidationError(_("Write at least one headline before you hand it in."))
        open_questions = self.open_questions
        if open_questions:
            words = _("Answer these questions before you hand it in: %(questions)s")
            raise ValidationError(words, code=UNANSWERED, params={"questions": " ".join(map(str, open_questions))})
        self.status, self.prepared_by, self.prepared_at, self.words = self.Status.WAITING, by, now, ""
        self._save_with_event(Event.Verb.HANDED_IN, by=by, now=now)

    @transaction.atomic
    def send_back(self, words, *, by, now):
        """Waiting -> draft again, with the approver's words to the preparer."""
        self._expect(self.Status.WAITING)
        self.words = said(words)
        self.status, self.prepared_by, self.prepared_at = self.Status.DRAFT, None, None
        self._save_with_event(Event.Verb.SENT_BACK, by=by, now=now)

    @transaction.atomic
    def approve(self, *, by, now, basis=None):
        """Waiting -> submitted: the version is frozen with a snapshot and its checksum.

        `basis` is what its answers rest on, by recommendation; midterm.submitting.approve gathers it. Raises
        ValidationError where the approver is the preparer (on behalf: wrote in it), or the call was closed.
        """
        self._expect(self.Status.WAITING)
        self._expect_input()
        self._expect_other_than_writers(by)
        self._freeze(basis or {})
        self.status, self.approved_by, self.submitted_at = self.Status.SUBMITTED, by, now
        self._save_with_event(Event.Verb.SUBMITTED, by=by, now=now)

    def _freeze(self, basis):
        answers = list(self.answers.for_snapshot())
        for answer in answers:
            answer.basis = basis.get(answer.recommendation_id)
        # Past save(), which keeps everybody else from changing an answer that was handed in.
        self.answers.bulk_update(answers, ["basis"], batch_size=100)
        self.snapshot = [answer.as_data() for answer in answers]
        replies = self.question_answers.select_related("question").order_by("question__order", "question_id")
        self.frozen_replies = [
            {"question": reply.question_id, "text": reply.question.text, "answer": reply.text} for reply in replies
        ]
        self.checksum = checksum_of(self.snapshot, self.frozen_replies)

    @property
    def is_unchanged(self):
        """The frozen words are still those that the checksum was made of."""
        return self.is_frozen and self.checksum == checksum_of(self.snapshot, self.frozen_replies)

    @property
    def open_questions(self):
        """The questions of the call that must be answered and are not, in their order."""
        answered = self.question_answers.values("question")
        return list(self.call.questions.filter(is_required=True).exclude(pk__in=answered))

    @transaction.atomic
    def accept(self, *, by, now):
        """Submitted -> accepted: its headlines go into the report. Nobody accepts their own work."""
        self._expect(self.Status.SUBMITTED)
        self._expect_unlocked()
        self._expect_other_decider(by)
        self.status, self.decided_by, self.decided_at = self.Status.ACCEPTED, by, now
        self._save_with_event(Event.Verb.ACCEPTED, by=by, now=now)

    @transaction.atomic
    def return_(self, words, *, by, now):
        """Submitted -> returned with words, and the remarks on single answers; a next version answers them."""
        self._expect(self.Status.SUBMITTED)
        self._expect_unlocked()
        self.words = said(words)
        self.status, self.decided_by, self.decided_at = self.Status.RETURNED, by, now
        self._save_with_event(Event.Verb.RETURNED, by=by, now=now)

    @transaction.atomic
    def next_version(self, *, by, now, on_behalf_of=""):
        """A new draft with what this returned, accepted or withdrawn version says, the newest one of an open call."""
        self._take()
        self._expect_input()
        if self.status not in (self.Status.RETURNED, self.Status.ACCEPTED, self.Status.WITHDRAWN):
            raise ValidationError(_("A new version starts from a returned or accepted one."))
        versions = type(self).objects.filter(call=self.call, local_government=self.local_government)
        if versions.filter(version__gt=self.version).exists():
            raise ValidationError(_("There is a newer version already."))
        draft = versions.create(
            call=self.call,
            local_government=self.local_government,
            version=self.version + 1,
            on_behalf_of=on_behalf_of,
        )
        draft._copy(self)
        draft._tell(Event.Verb.ADDED, {}, by=by, now=now)
        return draft

    def _copy(self, version):
        """Take over the answers and replies of another version; what they rested on is gathered anew."""
        answers, replies = list(version.answers.all()), list(version.question_answers.all())
        for answer in answers:
            answer.pk, answer.contribution, answer.basis = None, self, None
        for reply in replies:
            reply.pk, reply.contribution = None, self
        self.answers.bulk_create(answers)
        self.question_answers.bulk_create(replies)

    @transaction.atomic
    def correct(self, words, *, by, now, is_public=False):
        """Add a correction note: all that can still be said once an edition of the report is locked.

        With `is_public` everybody reads it beside the published report. Saying the same words twice to the same readers
        adds one note. Returns the note; raises ValidationError before the lock.
        """
        self._take()
        edition = self.call.reports.locked().order_by("-edition").first()
        if edition is None or not self.is_frozen:
            raise ValidationError(_("The report is not locked: change the input itself, with a new version."))
        words = said(words)
        same = self.notes.filter(kind="correction", words=words, is_public=is_public).first()
        if same is None:
            same = self.notes.model(contribution=self, report=edition, kind="correction", words=words)
            same.is_public = is_public
            same.add(by=by, now=now)
        return same

    def expect_draft(self):
        """Raise ValidationError where nothing can be written into this version any more, or not now."""
        if self.is_frozen:
            raise ValidationError(_("This version was submitted and cannot change. Start a new version."))
        if not self.is_draft:
            raise ValidationError(_("This version waits for approval and cannot change until it is sent back."))

    def tell_change(self, after, *, by, now):
        """Write the event of a change inside a draft: codes and numbers, no words."""
        self._tell(Event.Verb.CHANGED, after, by=by, now=now)

    def _take(self):
        """Hold the row for this transaction, as it is now."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())

    def _expect(self, status):
        """Hold the row; raise where somebody else was faster."""
        self._take()
        if self.status != status:
            raise ValidationError(
                _("Nothing was changed: somebody was faster, and this contribution is now “%(status)s”."),
                params={"status": self.get_status_display()},
            )

    def _expect_input(self):
        """Raise unless the call is open and its report not locked; neither changes before this transaction ends."""
        self.call.expect_open()
        self._expect_unlocked()

    def _expect_unlocked(self):
        self.call.refresh_from_db(from_queryset=type(self.call).objects.select_for_update())
        if self.call.is_locked:
            raise ValidationError(_("The report is locked: only a correction note can be added now."))

    def _save_with_event(self, verb, *, by, now):
        self.save()
        self._tell(verb, {"status": self.status, "version": self.version}, by=by, now=now)

    def _tell(self, verb, after, *, by, now):
        on_behalf_of = self.on_behalf_of if verb in WRITING else ""
        words = {"local_government": self.local_government, "on_behalf_of": on_behalf_of, "after": after}
        Event.objects.record(verb, self, by=by, now=now, **words)
