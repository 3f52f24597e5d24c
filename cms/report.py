"""What the mid-term report lists of the CMS: published practices that answer its recommendations."""

from cms.models import PracticePage
from cms.opendata import full_address
from tracking.midterm.entries import PracticeEntry


def practices_for_report(review, language):
    """The published practices that name a recommendation of the review, as a list of PracticeEntries by title.

    Each practice once: in `language` where there is one, else as the site shows it to readers of that language.
    """
    links = PracticePage.recommendations.through.objects.filter(recommendation__review=review)
    named = PracticePage.objects.shown_in(language).filter(pk__in=links.values("practicepage"))
    practices = named.for_listing().order_by("title", "pk")
    return [
        PracticeEntry(title=practice.title, place=practice.place, url=full_address(practice)) for practice in practices
    ]
