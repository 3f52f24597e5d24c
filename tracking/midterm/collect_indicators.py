"""Indicators out of what an answer froze when it was approved, in the words of the language active now."""

from django.utils.translation import gettext as _

from ..models import IndicatorValue
from ..models.scales import Dimension, Unit
from .state_entries import IndicatorEntry

AS_THEY_ARE = ("code", "title", "baseline", "baseline_year", "value", "year", "target", "target_year", "source")


def indicator_of(data):
    """An IndicatorEntry out of a frozen basis; what that lacks is empty."""
    return IndicatorEntry(
        **{name: _said(data.get(name)) for name in AS_THEY_ARE},
        unit=_unit(data),
        disaggregation=_parts(data.get("disaggregation") or ()),
        gap=_gap(data),
    )


def _said(value):
    return "" if value is None else str(value)


def _label(choices, code):
    """The words of a code; a code that is not known any more stands for itself."""
    return str(dict(choices).get(code, code))


def _unit(data):
    if data.get("unit") == Unit.NUMBER and data.get("unit_word"):
        return data["unit_word"]
    return _label(Unit.choices, data.get("unit") or "")


def _gap(data):
    if data.get("value") is not None:
        return ""
    if data.get("hidden"):
        return _("too small to show")
    return _label(IndicatorValue.Reason.choices, data.get("gap_reason") or "") or _("no value recorded")


def _parts(found):
    lines = []
    for row in found:
        parts = [f"{part.get('label') or _('not known')} {_said(part.get('value')) or '–'}" for part in row["parts"]]
        lines.append(f"{_label(Dimension.choices, row['dimension'])}: {', '.join(parts)}")
    return "; ".join(lines)
