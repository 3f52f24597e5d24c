"""The starter practices: a content file for each practice and language, as the fields of its page."""

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone

from cms import starter
from cms.models import PracticeHistoryEntry, PracticePage
from cms.models.practice_links import numbers_in
from tracking.models import Group, Right, ServiceArea, State, Target, Theme

from .tree import Plan

FOLDER = starter.FOLDER / "practices"
# How content files name rows: the model and the field that holds the name.
NAMED_BY = {Group: "code", Right: "code", ServiceArea: "code", State: "iso3", Theme: "name"}


def practice_plans():
    """A plan for every practice of the folder; the last is made first, because lists begin with the newest."""
    slugs = sorted({path.name.partition(".")[0] for path in FOLDER.glob("*.yml")}, reverse=True)
    ways = {"read": practice_fields, "note_made": note_checked}
    return [Plan(f"practices/{slug}", PracticePage, "practices", **ways) for slug in slugs]


def note_checked(practice):
    """Write down, once for all its languages, that the starter practice was checked before it came with the site."""
    history = PracticeHistoryEntry.objects
    if not history.has_passed_check(practice):
        history.record(practice, PracticeHistoryEntry.Kind.CHECK_PASSED, by=None, now=timezone.now())


def practice_fields(key, language):
    """The fields of a practice's page in the language; None where it has no such file."""
    content = starter.read(key.rpartition("/")[2], language, FOLDER)
    return content and fields_of(PracticePage, content)


def fields_of(model, content):
    """What the model can hold of a content file. Left out are fields it has not and rows that do not exist,
    so that a site without the reference data gets its practices, too."""
    fields = {}
    for name, value in content.items():
        try:
            fields[name] = held(model._meta.get_field(name), value)
        except FieldDoesNotExist:
            continue
    if "target_codes" in fields:
        fields["target_codes"] = ", ".join(known_targets(fields["target_codes"]))
    return fields


def held(field, value):
    """The value as the field holds it: rows for names, objects for parts of the page."""
    if field.one_to_many:
        return [field.related_model(**fields_of(field.related_model, part)) for part in value]
    if field.many_to_many:
        return list(rows(field.related_model, value))
    if field.many_to_one:
        return rows(field.related_model, [value]).first()
    return value


def rows(model, names):
    """The rows with these names; of themes, which have a name in every cycle, today's."""
    found = model.objects.filter(**{f"{NAMED_BY[model]}__in": names})
    return found.filter(current=None) if model is Theme else found


def known_targets(codes):
    """Those of the SDG targets that exist, in their order; the page refuses others."""
    wanted = numbers_in(codes)
    known = set(Target.objects.filter(code__in=wanted).values_list("code", flat=True))
    return [code for code in wanted if code in known]
