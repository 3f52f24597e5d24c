"""The good practices of the demo State: tracking/reference/demo/practices.yml as pages, in every language."""

import datetime
import uuid
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction

from tracking.models import Group, LocalGovernment, Review, Theme

from .building.practices import note_checked
from .models import PracticeEvidence, PracticeIndexPage, PracticePage, StarterPage

FILE = Path(settings.BASE_DIR) / "tracking" / "reference" / "demo" / "practices.yml"
FALLBACK_LANGUAGE = "en"
# Fields that the file holds by language.
TEXTS = (
    "summary", "problem", "participation", "legal_basis", "lead_department", "partners", "what_was_done", "results",
    "costs", "challenges", "what_did_not_work", "lessons", "transfer", "sustainability", "second_reader",
)  # fmt: skip
# Fields that stand in the file as in the model.
PLAIN_FACTS = ("latitude", "longitude", "outcome", "challenge_kinds", "result_kinds", "evaluated_by")


@transaction.atomic
def load_practices(state, today, file=FILE):
    """Publish the file's practices for the demo `state`, dates counted from `today`; return the pages made.

    What it made once it never makes again, not even after editors deleted it. Needs the site (create_site), the
    reference data and the demo State; languages without a list of practices are left out. Raises KeyError,
    with nothing made, where the file names a city, theme or group that is not there.
    """
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    loader = PracticeLoader(state, today)
    for code, _name in settings.LANGUAGES:
        index = PracticeIndexPage.objects.filter(locale__language_code=code, alias_of=None).live().first()
        for entry in entries if index else []:
            if code in entry["title"]:
                loader.load(entry, index)
    return loader.made


class PracticeLoader:
    """Turns entries of the file into published pages."""

    def __init__(self, state, today):
        self.today, self.made = today, []
        self.cities = {city.slug: city for city in LocalGovernment.objects.filter(state=state).select_related("state")}
        self.review = Review.objects.filter(state=state).order_by("-cycle").first()
        self.themes = {theme.name: theme for theme in Theme.objects.filter(current=None)}
        self.groups = {name: group for group in Group.objects.all() for name in [*group.aliases, group.labels["en"]]}

    def load(self, entry, index):
        """One practice in one language, unless it was made before."""
        language = index.locale.language_code
        key = f"demo/{entry['slug']}"
        if StarterPage.objects.filter(key=key, language=language).exists():
            return
        sibling = StarterPage.objects.filter(key=key).exclude(page=None).select_related("page").first()
        page = PracticePage(
            locale=index.locale,
            translation_key=sibling.page.translation_key if sibling else uuid.uuid4(),
            slug=entry["slug"],
            **self.facts(entry),
            **{name: text(entry[name], language) for name in TEXTS if name in entry},
            title=text(entry["title"], language),
        )
        page.themes = [self.themes[name] for name in entry["themes"]]
        page.groups = [self.groups[name] for name in entry["groups"]]
        page.evidence = [self.source(source, language) for source in entry["evidence"]]
        index.add_child(instance=page)
        note_checked(page)
        page.save_revision().publish()
        StarterPage.objects.create(key=key, language=language, page=page)
        self.made.append(page)

    def facts(self, entry):
        """The fields that are the same in every language."""
        city = self.cities[entry["city"]]
        return {
            "city": city,
            "kind": entry["kind"],
            "maturity": entry["maturity"],
            "start_date": self.day(entry["started_in_days"]),
            "end_date": self.day(entry.get("ended_in_days")),
            "results_date": self.day(entry["results_in_days"]),
            "last_verified": self.day(entry.get("verified_in_days")),
            "review_status": entry["review_status"],
            "review": self.review,
            "paragraphs": ", ".join(entry["paragraphs"]),
            "target_codes": ", ".join(entry["targets"]),
            "contact_mailbox": entry["contact"],
            "author_body": city.name,
            "is_free_of_individuals": True,
            "evaluated_on": self.day(entry.get("evaluated_in_days")),
            **{name: entry[name] for name in PLAIN_FACTS if name in entry},
        }

    def source(self, entry, language):
        """One piece of evidence."""
        return PracticeEvidence(
            kind=entry["kind"],
            title=text(entry["title"], language),
            link=entry.get("url", ""),
            independence=entry["independence"],
        )

    def day(self, days):
        """The date so many days from today; None for None."""
        return None if days is None else self.today + datetime.timedelta(days=days)


def text(texts, language):
    """The text in a language, in the fallback language where it is missing."""
    return texts.get(language) or texts[FALLBACK_LANGUAGE]
