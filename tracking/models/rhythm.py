"""How often an indicator is measured, and when its next value is due."""

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.translation import gettext_lazy as _


class Periodicity(models.TextChoices):
    """How long one period of measuring is."""

    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    HALF_YEARLY = "half-yearly", _("every half-year")
    YEARLY = "yearly", _("every year")
    ONCE = "once", _("once")


class Horizon(models.TextChoices):
    """How long it takes until there can be data: time to find the money and set up the collection."""

    SHORT = "short", _("short: data within a year")
    MID = "mid", _("medium: data within two years")
    LONG = "long", _("long: data within four years")


MONTHS = {Periodicity.MONTHLY: 1, Periodicity.QUARTERLY: 3, Periodicity.HALF_YEARLY: 6, Periodicity.YEARLY: 12}
YEARS_TO_FIRST_VALUE = {"": 0, Horizon.SHORT: 1, Horizon.MID: 2, Horizon.LONG: 4}


def first_due_on(added_on, horizon):
    """The day on which the first value should be there: as far ahead as the horizon says."""
    return added_on + relativedelta(years=YEARS_TO_FIRST_VALUE[horizon])


def next_due_on(newest, periodicity):
    """The day after the next period, given the value of the newest one; None where one value is enough.

    A reason why there is no value holds until the day planned for it.
    """
    if newest.reason and newest.planned_for:
        return newest.planned_for
    if periodicity == Periodicity.ONCE:
        return None
    return newest.ends_on + relativedelta(months=MONTHS[periodicity], days=1)


def period_after(newest, periodicity, today):
    """(first day, last day) that the next value is probably about: after the newest, else the last one that is over."""
    months = MONTHS.get(periodicity, 12)
    if newest is not None:
        first = newest.ends_on + relativedelta(days=1)
    else:
        first = today.replace(day=1) - relativedelta(months=(today.month - 1) % months + months)
    return first, first + relativedelta(months=months, days=-1)
