"""What the Word file of a mid-term report says of itself: properties, header and footer."""

from django.utils.translation import gettext as _

from ..documents.blocks import Span, compose
from ..documents.docx_package import Properties
from .words import mechanism_word


def title(content):
    """The title of the report: "Mid-term report of Ardania"."""
    return _("Mid-term report of %(state)s") % {"state": content.state_name}


def properties(content, checksum):
    """The Properties of the file."""
    return Properties(
        title=title(content),
        subject=mechanism_word(content.mechanism),
        author=content.compiled_by,
        language=content.language,
        day=content.compiled_on,
        version=content.edition,
        identifier=checksum,
    )


def header(content):
    """The words above every page."""
    return _("%(title)s. %(mechanism)s, cycle %(cycle)s") % {
        "title": title(content),
        "mechanism": mechanism_word(content.mechanism),
        "cycle": content.cycle,
    }


def footer(content, checksum):
    """The Spans below every page."""
    return compose(
        _("Edition %(edition)s, checksum %(checksum)s · Page %(page)s of %(pages)s"),
        edition=str(content.edition),
        checksum=Span(checksum[:12], direction="ltr"),
        page=Span("PAGE", anchor="field"),
        pages=Span("NUMPAGES", anchor="field"),
    )
