"""Texts that wait for a second reader before everybody can read them."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from .. import second_reading
from ..models import SecondReading
from .lines import Line, When


def lines(government, user, *, may_write):
    """What the person may read second, and what of the government waits for somebody else; one query."""
    authors = list(SecondReading.objects.open().filter(local_government=government).values_list("asked_by", flat=True))
    for_others = sum(author == user.pk or not may_write for author in authors)
    address = reverse("tracking:second-reading-list", args=[government.pk])
    if len(authors) > for_others:
        yield Line(_for_you(len(authors) - for_others), address, "people")
    if for_others:
        text = ngettext(
            "%d text waits for a second reader: somebody else",
            "%d texts wait for a second reader: somebody else",
            for_others,
        )
        yield Line(text % for_others, address, "people", when=When.WAITING)


def lines_of_state(state, user):
    """What governments with one person only ask the State's coordinator to read; one query."""
    rows = second_reading.decidable_by(user).filter(local_government__state=state).order_by()
    for row in rows.values("local_government", "local_government__name").annotate(number=Count("pk")):
        text = f"{row['local_government__name']}: {_for_you(row['number'])}"
        yield Line(text, reverse("tracking:second-reading-list", args=[row["local_government"]]), "people")


def _for_you(number):
    text = ngettext(
        "%d text waits for a second reader: read it", "%d texts wait for a second reader: read them", number
    )
    return text % number
