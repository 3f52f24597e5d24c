"""The chapters that the coordinator chose for the report of a call, in their order."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .call import Call
from .event import Event


class PlannedChapter(NamedTuple):
    """What the coordinator wants of one chapter; `budget` is the number of words planned, None without a plan."""

    code: str
    is_included: bool = True
    budget: int | None = None

    @property
    def label(self):
        """What the chapter is called."""
        return ReportChapter.Code(self.code).label

    @property
    def is_needed(self):
        """Whether no report does without it."""
        return self.code in ReportChapter.NEEDED

    @property
    def why_needed(self):
        """Why no report does without it, in words; empty for the others."""
        return ReportChapter.NEEDED.get(self.code, "")


class ReportChapterQuerySet(models.QuerySet):
    """Chapters of reports."""

    def of_call(self, call):
        """[(code, is_included, budget)] of all chapters of the call's report, in their order.

        What the coordinator has not arranged comes after, in the default order, and is in the report.
        """
        arranged = [PlannedChapter(row.code, row.is_included, row.budget) for row in self.filter(call=call)]
        known = {chapter.code for chapter in arranged}
        return arranged + [PlannedChapter(code) for code in ReportChapter.Code.values if code not in known]

    @transaction.atomic
    def arrange(self, call, chapters, word_budget, *, by, now):
        """Keep the report's chapters as these PlannedChapters, in their order, and the words of its whole body.

        Raises ValidationError where an edition is locked, or a chapter is left out without which there is no report.
        What is kept so already is kept without an event.
        """
        held = Call.objects.select_for_update().get(pk=call.pk)
        left_out = [str(chapter.label) for chapter in chapters if chapter.is_needed and not chapter.is_included]
        if held.is_locked:
            raise ValidationError(_("An edition of this report is locked. Its chapters stay as they are."))
        if left_out:
            raise ValidationError(_("No report does without: %(chapters)s.") % {"chapters": ", ".join(left_out)})
        before, after = _facts(self.of_call(held), held.word_budget), _facts(chapters, word_budget)
        if before == after and self.filter(call=held).count() == len(chapters):
            return
        self.filter(call=held).delete()
        self.bulk_create(
            self.model(call=held, code=code, order=order, is_included=is_included, budget=budget)
            for order, (code, is_included, budget) in enumerate(chapters, 1)
        )
        Call.objects.filter(pk=held.pk).update(word_budget=word_budget)
        changed = [name for name in after | before if before.get(name) != after.get(name)]
        Event.objects.record(
            Event.Verb.CHANGED,
            held,
            by=by,
            now=now,
            before={name: before[name] for name in changed if name in before},
            after={name: after[name] for name in changed if name in after},
        )


def _facts(chapters, word_budget):
    """What an event tells of an arrangement: the codes of the chapters in the report, and the words planned."""
    planned = {f"words_{chapter.code}": chapter.budget for chapter in chapters if chapter.budget is not None}
    included = [chapter.code for chapter in chapters if chapter.is_included]
    return {"chapters": included, "word_budget": word_budget, **planned}


class ReportChapter(models.Model):
    """One chapter of the report of a call. A call without rows has the default chapters in the default order."""

    class Code(models.TextChoices):
        SUMMARY = "summary", _("Summary")
        METHODOLOGY = "methodology", _("Methodology")
        INSTITUTIONS = "institutions", _("Implementation plan and institutions")
        CONSULTATIONS = "consultations", _("Consultations")
        PROGRESS = "progress", _("Progress by cluster")
        POSITIONS = "positions", _("Changes of position")
        PLEDGES = "pledges", _("Voluntary pledges")
        PRACTICES = "practices", _("Good practices")
        ASSISTANCE = "assistance", _("Challenges and needs for assistance")
        NEXT_STEPS = "next_steps", _("Next steps")

    # No report does without them: what it found, how it was made, and what it reports on.
    NEEDED = {
        Code.SUMMARY: _("Readers look here first for what the report found."),
        Code.METHODOLOGY: _("It says who was heard and who was not. Without it nobody can judge the rest."),
        Code.PROGRESS: _("It answers the recommendations, and holds what the governments and ministries sent."),
    }

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="chapters")
    code = models.CharField(max_length=20, choices=Code.choices)
    order = models.PositiveSmallIntegerField(_("order"))
    is_included = models.BooleanField(_("in the report"), default=True)
    budget = models.PositiveIntegerField(_("words planned"), null=True, blank=True)

    objects = ReportChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="report_chapter_once"),
            models.CheckConstraint(
                condition=Q(code__in=[
                    "summary", "methodology", "institutions", "consultations", "progress",
                    "positions", "pledges", "practices", "assistance", "next_steps",
                ]),
                name="report_chapter_is_known",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.get_code_display()
