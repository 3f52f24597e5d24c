"""The sections of a step, and what would make it stronger: sentences, no score."""

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

QUIET_AFTER_MONTHS = 6  # a step under way without news for so long asks for a note


class StepSection(models.TextChoices):
    """The parts into which the page of a step is divided; each but the last two has a form of its own."""

    BASICS = "basics", gettext_lazy("What is done")
    PLACE = "place", gettext_lazy("Who and where")
    MONEY = "money", gettext_lazy("Money")
    RESULTS = "results", gettext_lazy("Results")
    LESSONS = "lessons", gettext_lazy("Challenges and lessons")
    NOTES = "notes", gettext_lazy("Progress notes")
    EVIDENCE = "evidence", gettext_lazy("Evidence")


class StepHints:
    """Mixed into ImplementationStep: what a reader of it would still like to know."""

    def hints(self, today):
        """[(section, sentence)] of what is missing and would help, in the order of the sections.

        Looks only at what `for_detail` fetched. What a step of its status cannot have yet is not asked for.
        """
        has_begun, is_over = self.has_begun(today), self.status in ("done", "stopped")
        rules = [
            (self.description, StepSection.BASICS, _("Say in two sentences what is done, and for whom.")),
            (self.due_date or self.end_date, StepSection.BASICS, _("Give a date by which it is to be done.")),
            (self.groups.all(), StepSection.PLACE, _("Name the groups of persons it is for.")),
            (self.participation, StepSection.PLACE, _("Say how rights-holders took part.")),
            (self.resources, StepSection.MONEY, _("Say whether the resources are secured.")),
            (self._has_told_money(), StepSection.MONEY, _("Add what is planned and spent, by year.")),
            (not has_begun or self._has_told_result(), StepSection.RESULTS, _("Tell the result so far.")),
            (not is_over or self.effect, StepSection.RESULTS, _("Say whether it worked. Mixed results count too.")),
            (not is_over or self.lesson, StepSection.LESSONS, _("Tell others what can be learned from it.")),
            (not self._is_in_trouble(today), StepSection.LESSONS, _("Name what stands in the way.")),
            (not self._is_quiet(today), StepSection.NOTES, _("It is under way: write what happened lately.")),
            (not has_begun or self.evidence.all(), StepSection.EVIDENCE, _("Add evidence that it happened.")),
        ]
        return [(section, sentence) for holds, section, sentence in rules if not holds]

    def _has_told_money(self):
        return self.is_embedded or self.resources in ("", "no") or bool(self.budget_lines.all())

    def _has_told_result(self):
        return bool(self.outcome or self.outputs.all() or self.people_reached.all())

    def _is_in_trouble(self, today):
        is_late = self.is_overdue(today) or self.status == "stopped" or self.resources == "no"
        return is_late and not self.challenges.all()

    def _is_quiet(self, today):
        oldest = today - relativedelta(months=QUIET_AFTER_MONTHS)
        return self.status == "under-way" and timezone.localdate(self.updated_at) < oldest
