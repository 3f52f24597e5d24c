"""One row of everything that can be public, and the words by which a test finds what of it got out."""

import datetime
import itertools

from django.apps import apps
from django.db import IntegrityError, models, transaction

from tests import factories
from tests.cms import pages
from tracking.models import ImplementationStep, ProgressNote, StepChallenge, StepOutput, StepPartner

INTERNAL, PUBLIC = "INTERNAL-MARK", "PUBLIC-MARK"
SHORTEST = 40  # characters that a field must hold to be marked
OF_THE_MACHINE = {"password", "file", "sha256", "checksum", "token", "key", "credit_key", "url_path", "path", "kind"}
OF_THE_MACHINE |= {"content", "language", "time_zone", "iso3", "iso2", "code", "translation_key", "slug", "stage"}
OF_THE_MACHINE |= {"result_kinds", "challenge_kinds"}  # codes of a fixed list
numbers = itertools.count(1)


def texts_of(model):
    """The names of the fields of a model into which somebody may type words."""
    for field in model._meta.concrete_fields:
        if isinstance(field, (models.CharField, models.TextField)) and not isinstance(field, models.FileField):
            is_long = field.max_length is None or field.max_length >= SHORTEST
            if is_long and not field.choices and field.name not in OF_THE_MACHINE and not field.primary_key:
                yield field


def worded(field, word, pk):
    """A value with the word in it that the field can hold."""
    text = f"{word}-{field.model.__name__}-{field.name}-{pk}"[: field.max_length]
    if isinstance(field, models.EmailField):
        return f"{text}@example.org"
    return f"https://example.org/{text}" if isinstance(field, models.URLField) else text


def mark(row, word, names=None):
    """Write the word into these texts of a row, or into all; how many took it."""
    taken = 0
    for field in texts_of(type(row)):
        if names is not None and field.name not in names:
            continue
        try:
            with transaction.atomic():
                rows = type(row)._base_manager.filter(pk=row.pk)
                taken += rows.update(**{field.name: worded(field, word, row.pk)})
        except IntegrityError:  # a field that must stay empty beside another one
            continue
    return taken


def mark_everything(but=()):
    """Write INTERNAL into every text of every row there is but these; how many took it."""
    found = [*apps.get_app_config("tracking").get_models(), *apps.get_app_config("cms").get_models()]
    return sum(mark(row, INTERNAL) for model in found for row in model._base_manager.all() if row not in but)


def told(row, *names):
    """A row of which everybody may read these texts, and nothing else."""
    mark(row, INTERNAL)
    assert mark(row, PUBLIC, names or row.PUBLIC_TEXTS) == len(names or row.PUBLIC_TEXTS), row
    for related, parts in getattr(row, "PUBLIC_PARTS", {}).items():
        for part in getattr(row, related).all():
            mark(part, INTERNAL)
            mark(part, PUBLIC, parts)
    return row


def records(city, review, person, visibility):
    """What a government records beside its steps, one of each."""
    number, fields = next(numbers), {"visibility": visibility}
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=number)
    yield factories.participation(city, review, person, people_count=12, **fields)
    yield factories.dialogue(city, review, person, held_on=day, **fields)
    yield factories.human_rights_body(city, person, name=f"Body {number}", **fields)
    yield factories.commitment(city, person, **fields)
    yield factories.local_review(city, person, title=f"Review {number}", **fields)
    yield factories.plan(city, person, title=f"Plan {number}", **fields)


def work(city, recommendation, person, visibility):
    """(follow-up, step, evidence, indicator) of one visibility, with all that hangs on them."""
    fields = {"visibility": visibility}
    follow_up = factories.follow_up(city, recommendation, person, status="planned", has_setback=True,
                                    setback_explanation="Late.", **fields)  # fmt: skip
    step = factories.step(city, person, [follow_up], **fields)
    StepPartner.objects.create(step=step, kind="other", name="Union", part="Pays")
    StepChallenge.objects.create(step=step, kind="funds", explanation="Few", overcome="Slowly")
    StepOutput.objects.create(step=step, label="Courses", number=12, unit="courses")
    step.people_reached.create(number=120, dimension="sex", category="Women")
    step.people_reached.create(number=3, dimension="sex", category="Men")
    step.budget_lines.create(year=2026, currency="EUR", planned=10, note="A note", reallocated_from="Roads")
    ProgressNote.objects.create(step=step, date=factories.NOW.date(), text="Begun", added_by=person,
                                added_at=factories.NOW)  # fmt: skip
    evidence = factories.evidence(step, person, **fields)
    sheet = {"baseline_number": 3, "baseline_year": 2020, "target_number": 90, "target_year": 2030}
    sheet |= {"validator": "Statistics office", "validated_on": factories.NOW.date()}
    indicator = factories.indicator(city, person, [follow_up], **sheet, **fields)
    factories.indicator_value(indicator, person, categories=[("sex", "Women", 60, None), ("sex", "Men", 4, None)])
    return follow_up, step, evidence, indicator


def published_set(city, review, person, coordinator, commenter, practice_index):
    """One public row of every subject that grows; call it again for another."""
    recommendation = factories.recommendation(review)
    recommendation.target_tags.create(target=factories.target(), set_by=person, set_at=factories.NOW)
    follow_up, step, evidence, indicator = work(city, recommendation, person, "public")
    comment = factories.comment(follow_up, commenter, "published", coordinator, link="https://example.org/x")
    comment.answer("We open them again.", by=person, now=factories.NOW)
    assessment = factories.national_assessment(recommendation, coordinator)
    change = factories.position_change(recommendation, coordinator)
    call = factories.call(review, coordinator)
    report = factories.locked(call, coordinator, published=True)
    practice = pages.practice(practice_index, city)
    rows = [follow_up, step, evidence, indicator, *records(city, review, person, "public")]
    plan = rows[-1]
    ImplementationStep.objects.filter(pk=step.pk).update(plan=plan)
    return {"publishable": rows, "recommendation": recommendation, "comment": comment, "assessment": assessment,
            "change": change, "call": call, "report": report, "practice": practice}  # fmt: skip
