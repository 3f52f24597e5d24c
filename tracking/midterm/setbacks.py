"""Setbacks in a report: whose, and what went backwards and why, as far as the local government published it."""

from django.utils.translation import gettext as _

from ..documents.blocks import Span, compose


def setback_spans(remark, index, strong=False):
    """One setback as Spans: "Setback: Altamira: the shelter closed", or only whose it is."""
    government = index.government(remark, strong)
    template = _("%(government)s: %(text)s")
    told = compose(template, government=government, text=Span(remark.text, direction="auto"))
    return compose(_("%(label)s: %(text)s"), label=_("Setback"), text=told if remark.text else government)


def setback_lines(entry, most=None):
    """The setbacks on a recommendation as plain text, a line for each; with `most` no more."""
    template = _("%(label)s: %(text)s")
    lines = setback_pairs(entry.setbacks[:most])
    return "\n".join(template % {"label": _("Setback"), "text": line} for line in lines)


def setback_pairs(remarks):
    """Each setback in a line: "Altamira: the shelter closed", or only the name where nothing is published."""
    template = _("%(government)s: %(text)s")
    return [
        template % {"government": row.government, "text": row.text} if row.text else row.government for row in remarks
    ]
