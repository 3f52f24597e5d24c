"""The body of the report: its chapters in their order."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from ..documents.blocks import Chapter, Section
from . import state_chapters
from .closing import outlook, practices
from .index import Index
from .methodology import methodology
from .progress import progress
from .summary import summary


class Builder(NamedTuple):
    """A chapter's title, and the function that gives its Sections; `is_flat` where it gives blocks instead."""

    title: str
    build: Callable
    is_flat: bool = True


BUILDERS = {
    "summary": Builder(gettext_lazy("Summary"), summary, is_flat=False),
    "methodology": Builder(gettext_lazy("Methodology"), methodology, is_flat=False),
    "institutions": Builder(gettext_lazy("Implementation plan and institutions"), state_chapters.institutions),
    "consultations": Builder(gettext_lazy("Consultations"), state_chapters.consultations),
    "progress": Builder(gettext_lazy("Progress by cluster"), progress, is_flat=False),
    "positions": Builder(gettext_lazy("Changes of position"), state_chapters.positions),
    "pledges": Builder(gettext_lazy("Voluntary pledges"), state_chapters.pledges),
    "practices": Builder(gettext_lazy("Good practices"), lambda content, index: practices(content)),
    "assistance": Builder(gettext_lazy("Challenges and needs for assistance"), state_chapters.assistance),
    "next_steps": Builder(gettext_lazy("Next steps"), outlook),
}
BEFORE = ("summary", "methodology", "progress", "practices", "next_steps")  # what editions of format 1 consist of


def body(content):
    """The Chapters of a ReportContent in the active language; every call makes them anew, to be read once."""
    index = Index(content)
    chosen = {chapter.code: chapter.introduction for chapter in content.chapters} or dict.fromkeys(BEFORE, ())
    return tuple(_chapter(code, introduction, content, index) for code, introduction in chosen.items())


def _chapter(code, introduction, content, index):
    title, build, is_flat = BUILDERS[code]
    opening = [Section(index.paragraph(introduction))] if introduction else []
    sections = [Section(build(content, index))] if is_flat else build(content, index)
    return Chapter(code, str(title), f"chapter_{code}", (*opening, *sections))
