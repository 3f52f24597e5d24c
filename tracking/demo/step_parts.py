"""What the demo's steps say about money, partners, results and challenges; their notes; an action plan; one copy."""

from django.conf import settings

from ..models import ActionPlan, Group, ProgressNote, Right, StepModel, Target
from .files import entries

MARKS = ("is_embedded", "has_gender_focus", "is_date_uncertain")


def load(demo):
    """The steps first, then the plan that groups some of them."""
    for entry in entries("step_parts"):
        if "plan" in entry:
            load_plan(demo, entry["plan"])
        else:
            load_step(demo, entry)


def load_step(demo, entry):
    """Everything about one step, as of its last update, and the notes."""
    step = demo.steps[entry["government"], entry["title"]]
    for name, value in entry["fields"].items():
        setattr(step, name, value)
    for name in MARKS:
        setattr(step, name, entry.get(name, False))
    if "copied_from" in entry:
        give_credit(step, demo.steps[entry["copied_from"]["government"], entry["copied_from"]["title"]])
    links = {
        "groups": Group.objects.filter(code__in=entry.get("groups", ())),
        "rights": Right.objects.filter(code__in=entry.get("rights", ())),
        "targets": Target.objects.filter(code__in=entry.get("targets", ())),
    }
    at = step.updated_at
    step.save_section("place", by=step.updated_by, now=at, links=links, rows=rows_of(entry, demo.today.year))
    for note in entry.get("notes", ()):
        add_note(demo, step, note)
    type(step).objects.filter(pk=step.pk).update(updated_at=max(at, step.updated_at))


def rows_of(entry, year):
    """{related name: rows} as a step saves them."""
    return {
        "partners": [{"part": "", **row} for row in entry.get("partners", ())],
        "outputs": [{"unit": "", **row} for row in entry.get("outputs", ())],
        "challenges": [{"explanation": "", "overcome": "", **row} for row in entry.get("challenges", ())],
        "people_reached": [person_row(**row) for row in entry.get("people", ())],
        "budget_lines": [money_row(year, **row) for row in entry.get("money", ())],
    }


def person_row(number, *, unit="persons", approximate=False, dimension="", category=""):
    """How many were reached."""
    return {
        "number": number,
        "unit": unit,
        "is_approximate": approximate,
        "dimension": dimension,
        "category": category,
    }


def money_row(year, years, **fields):
    """A budget line, its year counted from the year of loading."""
    return {"year": year + years, "revised": None, "executed": None, "reallocated_from": "", "note": "", **fields}


def add_note(demo, step, note):
    """A dated note, written on its day."""
    row = ProgressNote(step=step, date=demo.day(note["in_days"]), text=note["text"])
    row.on_behalf_of = note.get("on_behalf_of", "")
    row.add(by=step.updated_by, now=demo.moment(note["in_days"]))


def give_credit(step, model):
    """The step was modelled on another government's."""
    facts = StepModel(
        key=f"step-{model.pk}",
        title=model.title,
        kind=model.kind,
        text=model.description,
        place=str(model.local_government),
        address=settings.SITE_URL + model.get_absolute_url(),
    )
    step.credit_key, step.credit_title, step.credit_address = facts.key, facts.credit, facts.address


def load_plan(demo, entry):
    """An action plan with its steps."""
    slug = entry["government"]
    plan = ActionPlan(
        local_government=demo.governments[slug],
        adopted_on=demo.day(entry["adopted_in_days"]),
        starts_on=demo.day(entry["starts_in_days"]),
        ends_on=demo.day(entry["ends_in_days"]),
        **{name: entry[name] for name in ("title", "purpose", "part_of", "adopted_by", "visibility")},
    )
    steps = [demo.steps[slug, title] for title in entry["steps"]]
    plan.save_work(by=demo.writer(slug), now=demo.moment(entry["updated_in_days"]), steps=steps)
