"""What the demo's cities measure: their indicators with values, gaps and small numbers."""

import datetime
from decimal import Decimal

from ..models import Attribute, Indicator, IndicatorValue
from .files import entries

TEXTS = ("unit_word", "definition", "formula", "source", "institution", "owner_institution")
TEXTS += ("collection_method", "limits", "confidentiality", "horizon")


def load(demo):
    """Every indicator with its values, recorded in the spring after each year."""
    attributes = {attribute.code: attribute for attribute in Attribute.objects.select_related("right")}
    for entry in entries("indicators"):
        indicator = _indicator(demo, entry, attributes[entry["attribute"]])
        by = demo.writer(entry["government"])
        rows = [demo.recommendations[paragraph] for paragraph in entry["paragraphs"]]
        indicator.save_sheet(rows, by=by, now=demo.moment(-400))
        for value in entry["values"]:
            _record(demo, indicator, value, by)


def _indicator(demo, entry, attribute):
    year = demo.today.year
    fields = {name: entry[name] for name in ("code", "name", "kind", "unit", "direction", "visibility")}
    fields |= {name: entry[name] for name in TEXTS if name in entry}
    for name in ("baseline", "target"):
        if name in entry:
            number, years = entry[name]
            fields |= {f"{name}_number": _number(number), f"{name}_year": year + years}
    if "validated" in entry:
        validator, days = entry["validated"]
        fields |= {"validator": validator, "validated_on": demo.day(days)}
    return Indicator(
        local_government=demo.governments[entry["government"]],
        right=attribute.right,
        attribute=attribute,
        counts_people=entry.get("people", True),
        periodicity=entry.get("periodicity", Indicator.Periodicity.YEARLY),
        dimensions=entry.get("dimensions", {}),
        sdg_indicator=entry.get("sdg", ""),
        **fields,
    )


def _record(demo, indicator, entry, by):
    year = demo.today.year + entry["year"]
    value = IndicatorValue(
        indicator=indicator,
        starts_on=datetime.date(year, 1, 1),
        ends_on=datetime.date(year, 12, 31),
        number=_number(entry.get("number")),
        base=entry.get("base"),
        source=indicator.source,
        planned_for=demo.day(entry.get("planned_in_days")),
        **{name: entry.get(name, "") for name in ("reason", "plan", "note")},
    )
    spring = demo.now.replace(year=year + 1, month=3, day=15)
    value.record(_cells(entry.get("cells", {})), by=by, now=min(spring, demo.now))


def _cells(cells):
    """[(dimension, category, number, base)]; a cell of a percentage is [number, base]."""
    for dimension, categories in cells.items():
        for category, cell in categories.items():
            number, base = cell if isinstance(cell, list) else (cell, None)
            yield dimension, category, _number(number), base


def _number(number):
    return None if number is None else Decimal(str(number))
