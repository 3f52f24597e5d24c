"""The scales of indicators."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an indicator looks at: the promise, the effort or the result."""

    STRUCTURAL = "structural", _("structural: what is promised in laws, bodies and plans")
    PROCESS = "process", _("process: what is done to keep the promise")
    OUTCOME = "outcome", _("outcome: how far people enjoy the right")


class Unit(models.TextChoices):
    """In what a value is given."""

    NUMBER = "number", _("number")
    PERCENTAGE = "percentage", _("percentage")
    YES_NO = "yes-no", _("yes or no")
    TEXT = "text", _("words")


class Direction(models.TextChoices):
    """Which way is the good one."""

    UP = "up", _("more is better")
    DOWN = "down", _("less is better")
    NONE = "none", _("neither")


class Dimension(models.TextChoices):
    """By what a value can be taken apart; the categories of each are named by the indicator."""

    SEX = "sex", _("sex or gender")
    AGE = "age", _("age")
    DISABILITY = "disability", _("disability")
    DISTRICT = "district", _("district")
    INCOME = "income", _("income")
    ETHNICITY = "ethnicity", _("ethnicity, as people describe themselves")
    MIGRATORY_STATUS = "migratory-status", _("migratory status")
    OTHER = "other", _("another characteristic")


def digits(number):
    """A number as one and the same text, whichever way it was written: "120" of 120, 120.0000 and 1.2E+2."""
    return f"{Decimal(number).normalize():f}"
