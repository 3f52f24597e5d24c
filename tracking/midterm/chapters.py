"""The body of the report: its chapters in their order."""

from django.utils.translation import gettext as _

from ..documents.blocks import Chapter, Section
from .closing import outlook, practices
from .index import Index
from .methodology import methodology
from .progress import progress
from .summary import summary


def body(content):
    """The Chapters of a ReportContent in the active language; every call makes them anew, to be read once."""
    index = Index(content)
    return (
        Chapter("summary", _("Summary"), "chapter_summary", tuple(summary(content, index))),
        Chapter("methodology", _("Methodology"), "chapter_methodology", tuple(methodology(content, index))),
        Chapter("progress", _("Progress by cluster"), "chapter_progress", tuple(progress(content, index))),
        Chapter("practices", _("Good practices"), "chapter_practices", (Section(practices(content)),)),
        Chapter("next_steps", _("Next steps"), "chapter_next_steps", (Section(outlook(content, index)),)),
    )
