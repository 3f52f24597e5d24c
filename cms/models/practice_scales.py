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
    ReviewStatus.SELF_REPORTED: _("The government wrote it; nobody else has checked it yet."),
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
