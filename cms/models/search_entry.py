"""What the search of the site knows: one row for each public thing and language. `cms.finding.index` writes them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SOURCES = ("page", "document", "report", "government", "record_id")


def only(name):
    """A Q that holds where the entry speaks of this kind of source and of no other one."""
    return Q(**{f"{source}__isnull": source != name for source in SOURCES})


class SearchEntry(models.Model):
    """A public thing as the search shows it. Recommendations have their own index.

    A page, document, report or government takes its entry along when it goes. What is none of them is a `record`,
    named by its kind and primary key; the next look takes out what is left of it. Whether the thing is still public
    is asked with every search.
    """

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("Good practice")
        GUIDANCE = "guidance", _("Guidance")
        COURSE = "course", _("Course")
        PAGE = "page", _("Page")
        GOVERNMENT = "government", _("City or region")
        STEP = "step", _("Implementation step")
        REGISTER = "register", _("Engagement register")
        SURVEY = "survey", _("Survey")
        OVERVIEW = "overview", _("Theme, SDG goal or State")
        REPORT = "report", _("Published report")
        DOCUMENT = "document", _("Document")

    key = models.CharField(_("the same in all languages"), max_length=60)
    language = models.CharField(_("language"), max_length=10, blank=True)  # "" where it has none of its own
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=255)
    text = models.TextField(_("text"), blank=True)
    address = models.CharField(_("address"), max_length=500)
    state = models.ForeignKey("tracking.State", on_delete=models.SET_NULL, null=True, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    themes = models.JSONField(_("themes as they are called today"), default=list)  # their ids
    goals = models.JSONField(_("SDG goals"), default=list)  # their numbers
    stamp = models.CharField(_("the state in which it was indexed"), max_length=64)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, null=True, related_name="+")
    document = models.ForeignKey("wagtaildocs.Document", on_delete=models.CASCADE, null=True, related_name="+")
    report = models.ForeignKey("tracking.Report", on_delete=models.CASCADE, null=True, related_name="+")
    government = models.ForeignKey("tracking.LocalGovernment", on_delete=models.CASCADE, null=True, related_name="+")

    record = models.CharField(_("what else it is"), max_length=20, blank=True)  # a key of cms.finding.records
    record_id = models.PositiveBigIntegerField(_("primary key of that"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of the search")
        verbose_name_plural = _("entries of the search")
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="search_entry_once_per_language"),
            models.CheckConstraint(
                condition=only("page") | only("document") | only("report") | only("government") | only("record_id"),
                name="search_entry_speaks_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(record="", record_id__isnull=True) | (~Q(record="") & Q(record_id__isnull=False)),
                name="search_entry_record_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.language})" if self.language else self.title
