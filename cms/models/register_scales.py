"""The fixed scales of the engagement register: what an answer is worth, where it comes from, how things went."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerKind(models.TextChoices):
    """What stands in an answerable field. Silence, "nothing" and "does not concern us" are three things."""

    ANSWERED = "answered", _("answered")
    NO_RESPONSE = "no-response", _("no response")
    NONE = "none", _("none")
    NOT_APPLICABLE = "not-applicable", _("not applicable")


class Category(models.TextChoices):
    """The parts of a mapping, in their order."""

    FIELD = "field", _("Field presences")
    HEADQUARTERS = "headquarters", _("Headquarters")
    MECHANISMS = "mechanisms", _("Human rights mechanisms")
    ANNEXES = "annexes", _("Annexes")


class SourceType(models.TextChoices):
    """How an entry reached the register."""

    MESSAGE = "message", _("reply to a message")
    INTERVIEW = "interview", _("interview")
    DATABASE = "database", _("programme database")
    SURVEY = "survey", _("online survey")
    DOCUMENT = "document", _("document")
    SELF_REPORT = "self-report", _("self-report")


class PlaceLevel(models.TextChoices):
    """What kind of place it is."""

    REGION = "region", _("region")
    STATE = "state", _("state of a federation")
    PROVINCE = "province", _("province")
    DEPARTMENT = "department", _("department")
    DISTRICT = "district", _("district")
    CITY = "city", _("city")
    SETTLEMENT = "settlement", _("village or settlement")
    CAMP = "camp", _("camp or displacement site")
    OTHER = "other", _("other")


class Contribution(models.TextChoices):
    """How far a result goes back to the engagement; never the sole credit."""

    LED_TO = "led-to", _("led to it")
    CONTRIBUTED = "contributed", _("contributed to it")
    FACILITATED = "facilitated", _("facilitated it")


class FutureStatus(models.TextChoices):
    """How sure a future engagement is."""

    PLANNED = "planned", _("planned")
    POSSIBLE = "possible", _("possible")
    CONTINUOUS = "continuous", _("continuous")


class Horizon(models.TextChoices):
    """When it is to happen."""

    THIS_YEAR = "this-year", _("this year")
    LATER = "later", _("later")
    UNKNOWN = "unknown", _("not known")


class Resources(models.TextChoices):
    """Whether money and people for it are secured."""

    YES = "yes", _("secured")
    PARTLY = "partly", _("partly secured")
    NO = "no", _("not secured")
    UNKNOWN = "unknown", _("not known")


class LessonResult(models.TextChoices):
    """What the experience behind a lesson was; a failure is worth telling, too."""

    WORKED = "worked", _("it worked")
    MIXED = "mixed", _("mixed results")
    DID_NOT_WORK = "did-not-work", _("it did not work")
    TOO_EARLY = "too-early", _("too early to say")


class NeedKind(models.TextChoices):
    """What is missing."""

    FUNDS = "funds", _("funds")
    KNOWLEDGE = "knowledge", _("knowledge")
    DATA = "data", _("data")
    STAFF = "staff", _("staff")
    MANDATE = "mandate", _("mandate")
    POLITICAL_WILL = "political-will", _("political will")
    OTHER = "other", _("other")


class NeedStatus(models.TextChoices):
    """Whether the need is met by now."""

    OPEN = "open", _("open")
    PARTLY_MET = "partly-met", _("partly met")
    MET = "met", _("met")
