"""What the head and the foot of every page lead to."""

from django.db.models import Exists, F
from django.utils import timezone
from wagtail.models import Page

from tracking.models import Report

from .addresses import tree_url
from .models import Survey
from .written import Title

SECTION_DEPTH = 3  # below the home page of a language
STANDARD_PAGE = "standardpage"


class SiteLinks:
    """The published pages right below the home page of one language, and what else has something; one query."""

    def __init__(self, language):
        rows = (
            Page.objects.live()
            .filter(depth=SECTION_DEPTH, locale__language_code=language)
            .order_by("path")
            .annotate(
                has_surveys=Exists(Survey.objects.listed(timezone.localdate())),
                has_reports=Exists(Report.objects.published()),
                source=F("alias_of__locale__language_code"),
            )
            .values("title", "url_path", "show_in_menus", "content_type__model", "has_surveys", "has_reports", "source")
        )
        self.sections, self.footer, self.has_surveys, self.has_reports = [], [], False, False
        for row in rows:
            self.has_surveys, self.has_reports = row["has_surveys"], row["has_reports"]
            link = {"title": Title(row["title"], row["source"] or language), "url": tree_url(row["url_path"], language)}
            if row["show_in_menus"]:
                self.sections.append(link)
            if row["content_type__model"] == STANDARD_PAGE:
                self.footer.append(link)
