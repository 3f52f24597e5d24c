"""What courses hold about a person: to take along, and to erase (settings.ACCOUNT_DATA)."""

from cms.models import ModulePage, ModuleProgress


def export(user):
    """The person's modules, scores and days, as data for JSON."""
    rows = list(ModuleProgress.objects.filter(person=user).order_by("pk"))
    pages = ModulePage.objects.filter(translation_key__in=[row.module for row in rows]).order_by("-locale_id")
    titles = dict(pages.values_list("translation_key", "title"))
    return [
        {"module": titles.get(row.module, str(row.module)), "best_score": row.best_score, "passed_on": row.passed_on}
        for row in rows
    ]


def erase(user):
    """Take all of it away."""
    ModuleProgress.objects.filter(person=user).delete()
