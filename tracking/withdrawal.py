"""The way back from the public: a government that no longer wants a page takes back all that it shows, at once.

With the last public row its page, its feed, its entries in the search, in the open data and in the map of the site are
gone: all of them ask for rows that are public now. Comments beside its statuses go with these.
"""

from dataclasses import dataclass

from django.db import transaction

from . import second_reading
from .models import LocalGovernment, Publishable, SecondReading, Visibility


@dataclass(frozen=True)
class Shown:
    """How many rows of one kind a government shows to everybody."""

    label: str
    count: int


def public_rows(government):
    """[queryset] of what the government shows to everybody, one a kind; kinds without any are left out."""
    kinds = [model for model in second_reading.publishable().values() if model.PUBLISHER]
    own = [
        model.objects.filter(**{model.PUBLISHER: government}, visibility=Visibility.PUBLIC).select_related(
            *model.PUBLIC_JOINS
        )
        for model in kinds
    ]
    return [rows for rows in own if rows.exists()]


def shown_by(government):
    """[Shown] of the government, by kind."""
    return [Shown(str(rows.model._meta.verbose_name_plural), rows.count()) for rows in public_rows(government)]


@transaction.atomic
def withdraw(government, *, by, now):
    """Take everything back, and ask no second reader any longer; how many rows were public."""
    LocalGovernment.objects.select_for_update(no_key=True).get(pk=government.pk)
    for reading in SecondReading.objects.open().filter(local_government=government):
        reading.decide(SecondReading.Decision.VOID, by=by, now=now)
    rows: list[Publishable] = [row for found in public_rows(government) for row in found]
    return sum(row.unpublish(by=by, now=now) for row in rows)
