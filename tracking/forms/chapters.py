"""The form of a report's chapters: which are in it, in which order, with how many words."""

import hashlib
import json

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models.chapter import PlannedChapter
from .publishing import VersionedForm
from .record import number_field

MOST_WORDS = 1_000_000
UP, DOWN = "up", "down"


class ChaptersForm(VersionedForm):
    """The words of the whole body, and of every chapter a tick, a place and its words."""

    word_budget = forms.IntegerField(
        label=gettext_lazy("Words of the body at most"),
        min_value=1,
        max_value=MOST_WORDS,
        help_text=gettext_lazy(
            "10,700 is what United Nations editors take for a State’s report. Annexes do not count."
        ),
    )

    def __init__(self, data=None, *, call, chapters):
        self.row, self.chapters = call, chapters
        super().__init__(data, initial={"word_budget": call.word_budget})
        for place, chapter in enumerate(chapters, 1):
            self._add(chapter, place, len(chapters))

    def _add(self, chapter, place, last):
        code, names = chapter.code, {"chapter": chapter.label}
        if not chapter.is_needed:
            label = _("%(chapter)s: in the report") % names
            self.fields[f"in_{code}"] = forms.BooleanField(label=label, required=False, initial=chapter.is_included)
        self.fields[f"at_{code}"] = forms.IntegerField(
            label=_("%(chapter)s: place") % names, min_value=1, max_value=last, initial=place
        )
        self.fields[f"words_{code}"] = number_field(_("%(chapter)s: words planned") % names, initial=chapter.budget)
        self.fields[f"words_{code}"].validators.append(MinValueValidator(1))

    def rows(self):
        """[(chapter, tick or None, place, words)] with bound fields."""
        for chapter in self.chapters:
            tick = None if chapter.is_needed else self[f"in_{chapter.code}"]
            yield chapter, tick, self[f"at_{chapter.code}"], self[f"words_{chapter.code}"]

    def version_of(self, row):
        """The arrangement as it stands."""
        stands = json.dumps([row.word_budget, *self.chapters])
        return hashlib.sha256(stands.encode()).hexdigest()[:16]

    def wanted(self, move=""):
        """The PlannedChapters in the order that was typed; `move` is "up:" or "down:" and the code of one more.

        A chapter that was given the place of another comes before it on its way up, and after it on its way down.
        """
        data, placed = self.cleaned_data, []
        for stood, chapter in enumerate(self.chapters, 1):
            place = data[f"at_{chapter.code}"]
            way = (place > stood) - (place < stood)
            is_included, budget = chapter.is_needed or data[f"in_{chapter.code}"], data[f"words_{chapter.code}"]
            placed.append(((place, way, stood), PlannedChapter(chapter.code, is_included, budget)))
        return moved([chapter for _place, chapter in sorted(placed)], move)


def moved(chapters, move):
    """The chapters with one of them a place further up or down, as far as there is one."""
    way, _colon, code = move.partition(":")
    codes = [chapter.code for chapter in chapters]
    if way not in (UP, DOWN) or code not in codes:
        return chapters
    here = codes.index(code)
    there = here + (1 if way == DOWN else -1)
    if 0 <= there < len(chapters):
        chapters[here], chapters[there] = chapters[there], chapters[here]
    return chapters
