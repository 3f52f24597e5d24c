"""Indicators: the government's own, read by the State, and public where the government made them so."""

from tests.tracking.access.public import OPEN
from tests.tracking.access.rows import CITY, EDIT, READ, ROLES, STATE, WRITERS, Row, of_city, only


def of_indicator(world):
    return {"pk": world.indicator.pk}


def of_value(world):
    return {"pk": world.indicator_value.pk}


DONE = only(WRITERS, 302, viewer=403)
REFUSED = only((), others=405)
ROWS = [
    Row("indicator-list", READ, kwargs=of_city),
    Row("indicator-add", EDIT, kwargs=of_city),
    Row("indicator-add", EDIT, "post", of_city),
    Row("indicator-take", only((), viewer=403), "post", of_city),
    Row("indicator-take", REFUSED, kwargs=of_city),
    Row("indicator-detail", only((*CITY, *STATE), anonymous=404), kwargs=of_indicator),
    Row("indicator-edit", EDIT, kwargs=of_indicator),
    Row("indicator-edit", EDIT, "post", of_indicator),
    Row("indicator-close", DONE, "post", of_indicator),
    Row("indicator-close", REFUSED, kwargs=of_indicator),
    Row("indicator-reopen", DONE, "post", of_indicator),
    Row("indicator-reopen", REFUSED, kwargs=of_indicator),
    Row("indicator-remove", DONE, "post", of_indicator),
    Row("indicator-remove", REFUSED, kwargs=of_indicator),
    Row("indicator-value-add", EDIT, kwargs=of_indicator),
    Row("indicator-value-add", EDIT, "post", of_indicator),
    Row("indicator-value-correct", EDIT, kwargs=of_value),
    Row("indicator-value-correct", EDIT, "post", of_value),
    Row("indicator-value-withdraw", DONE, "post", of_value),
    Row("indicator-value-withdraw", REFUSED, kwargs=of_value),
    Row("indicator-export", OPEN, kwargs=lambda world: {"iso3": "XUL", "slug": "altamira"}),
    Row("indicator-export", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"iso3": "XUL", "slug": "nowhere"}),
]
