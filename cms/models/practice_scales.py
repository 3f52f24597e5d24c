"""The scales of a practice: how far it is, who checked it, how it may be used."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Maturity(models.TextChoices):
    """How far the practice is."""

    STARTED = "started", _("started")
    PILOT = "pilot", _("pilot")
    RUNNING = "running", _("running")
    EVALUATED = "evaluated", _("evaluated")
    ENDED = "ended", _("ended")


class ReviewStatus(models.TextChoices):
    """Who has checked what the practice says."""

    SELF_REPORTED = "self_reported", _("Self-reported")
    CHECKED = "checked", _("Checked")
    REVIEWED = "reviewed", _("Reviewed")
    EVALUATED = "evaluated", _("Evaluated")
    UNDER_REVISION = "under_revision", _("Under revision")
    ARCHIVED = "archived", _("Archived")


REVIEW_MEANING = {
    ReviewStatus.SELF_REPORTED: _("Those who did it told of it; nobody else has checked it yet."),
    ReviewStatus.CHECKED: _("An editor of this site has checked the sources."),
    ReviewStatus.REVIEWED: _("A second reader from another sector has checked it too."),
    ReviewStatus.EVALUATED: _("An independent evaluation exists; it stands among the sources."),
    ReviewStatus.UNDER_REVISION: _("Facts are being checked again. Ask before you cite it."),
    ReviewStatus.ARCHIVED: _("It has ended, or it is disputed. It stays here for the record."),
}


class Licence(models.TextChoices):
    """On what terms others may use the text."""

    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC0 = "cc0-1.0", "CC0 1.0"
    RESERVED = "reserved", _("all rights reserved")


class Outcome(models.TextChoices):
    """What came of it, all in all. That it did not work is worth knowing."""

    ACHIEVED = "achieved", _("achieved what it set out to do")
    MIXED = "mixed", _("mixed results")
    NOT_ACHIEVED = "not_achieved", _("did not achieve it")


class AuthorityLevel(models.TextChoices):
    """What kind of authority carries the practice."""

    REGION = "region", _("region")
    PROVINCE = "province", _("province")
    CITY = "city", _("city")
    DISTRICT = "district", _("district")
    OTHER = "other", _("other")


class PopulationClass(models.TextChoices):
    """How many people live there, in classes."""

    UNDER_20K = "under-20k", _("under 20,000 people")
    FROM_20K = "20k-100k", _("20,000 to 100,000")
    FROM_100K = "100k-500k", _("100,000 to 500,000")
    FROM_500K = "500k-1m", _("500,000 to 1 million")
    OVER_1M = "over-1m", _("over 1 million")


UPPER_BOUNDS = (
    (20_000, PopulationClass.UNDER_20K),
    (100_000, PopulationClass.FROM_20K),
    (500_000, PopulationClass.FROM_100K),
    (1_000_000, PopulationClass.FROM_500K),
)


def class_of(population):
    """The class of a number of people, the lower bound belongs to it; "" without a number."""
    if population is None:
        return ""
    return next((name for bound, name in UPPER_BOUNDS if population < bound), PopulationClass.OVER_1M)
