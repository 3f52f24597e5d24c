"""Searches the whole site for a reader: pages of the CMS, practices, recommendations.

The beginning of a word is enough (what the CMS calls autocomplete), because the index knows no word forms.
"""

import re
from dataclasses import dataclass

from django.utils.translation import get_language
from wagtail.models import Locale, Page

from tracking.models import Recommendation
from tracking.search import matching, words_of

from .models import GuidancePage, PracticeIndexPage, PracticePage, StandardPage

MOST_WORDS = 12
MOST_PAGES = 20
MOST_PRACTICES = 10
MOST_RECOMMENDATIONS = 5
MOST_MATCHES = 200  # practices looked at before one of each is kept


@dataclass(frozen=True)
class Results:
    """What was found, by kind; the lists are cut, the counts are not."""

    pages: list
    practices: list
    practice_count: int
    practice_index: object  # PracticeIndexPage, or None
    recommendations: list
    recommendation_count: int

    @property
    def is_empty(self):
        """Whether nothing at all was found."""
        return not (self.pages or self.practice_count or self.recommendation_count)


def search_everything(query):
    """Results for what somebody typed, in the language of the page."""
    words = plain_words(query)
    practices = found_practices(words) if words else []
    recommendations = found_recommendations(query)
    locale = Locale.get_active()
    return Results(
        pages=found_pages(words, locale) if words else [],
        practices=practices[:MOST_PRACTICES],
        practice_count=len(practices),
        practice_index=PracticeIndexPage.objects.live().filter(locale=locale).select_related("locale").first(),
        recommendations=list(
            recommendations.with_text().select_related("review__state").in_order()[:MOST_RECOMMENDATIONS]
        ),
        recommendation_count=recommendations.count(),
    )


def plain_words(query):
    """The words of a query in lower case, without the signs and operators of the databases' query languages."""
    return " ".join(re.findall(r"\w+", query.lower())[:MOST_WORDS])


def found_pages(words, locale):
    """Published guidance and standard pages in one language, best first."""
    pages = Page.objects.live().public().type(GuidancePage, StandardPage)
    pages = pages.filter(locale=locale).select_related("locale", "alias_of__locale")
    return list(pages.autocomplete(words)[:MOST_PAGES])


def found_practices(words):
    """Practices that hold the words in any language, each once, in the reader's language where there is one."""
    ids = [practice.pk for practice in PracticePage.objects.live().only("pk").autocomplete(words)[:MOST_MATCHES]]
    return list(PracticePage.objects.shown_in(get_language()).filter(pk__in=ids).for_listing())


def found_recommendations(query):
    """Recommendations whose text, paragraph number or recommending States hold the words."""
    if not words_of(query):
        return Recommendation.objects.none()
    return Recommendation.objects.filter(pk__in=matching(query))
