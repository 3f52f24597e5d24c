"""What tracking asks of the CMS: practices that the mid-term report lists, and a practice as the model of a step."""

from cms.models import PracticePage
from cms.opendata import full_address
from tracking.midterm.entries import PracticeEntry
from tracking.models import StepModel


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


def key_of(practice):
    """How a practice is named as the model of steps: the same in all its languages."""
    return f"practice-{practice.translation_key}"


def step_from_practice(pk, language):
    """The published practice as a StepModel, in `language` where it is written in it; None where there is none."""
    named = PracticePage.objects.live().public().filter(pk=pk).first()
    if named is None:
        return None
    shown = PracticePage.objects.shown_in(language).filter(translation_key=named.translation_key)
    practice = shown.select_related("city", "locale").first() or named
    return StepModel(
        key=key_of(practice),
        title=practice.title,
        kind=practice.kind,
        text=practice.what_was_done or practice.summary,
        place=practice.place,
        address=full_address(practice),
    )


def practices_of_government(government, language):
    """The published practices of a government as [(title, address, day by which to check it again, or None)].

    Each once: in `language` where there is one, else as the site shows it to readers of that language.
    """
    own = PracticePage.objects.shown_in(language).filter(city=government).order_by("title", "pk")
    return [(practice.title, full_address(practice), practice.next_verification) for practice in own.for_listing()]
