"""Taking part in the review, structures, self-assessment, local reviews."""

from tests import factories
from tests.tracking.access.rows import CITY, EDIT, READ, STATE, WRITERS, Row, of_city, only
from tracking import models

REMOVE = only(WRITERS, 302, viewer=403)
NO_GET = only((), others=405)
FOR_STATE = only((*STATE, "stranger"))
MANAGE = only(("coordinator",), national_viewer=403)


def made(make):
    """kwargs of a row of the city, which `make` builds once in a world."""

    def kwargs(world):
        rows = vars(world).setdefault("rows_made", {})
        if make not in rows:
            rows[make] = make(world)
        return {"pk": rows[make].pk}

    return kwargs


def participation(world):
    return factories.participation(world.city, world.review, world.people["officer"])


def dialogue(world):
    return factories.dialogue(world.city, world.review, world.people["coordinator"])


def body(world):
    return factories.human_rights_body(world.city, world.people["officer"])


def commitment(world):
    return factories.commitment(world.city, world.people["officer"])


def local_review(world):
    return factories.local_review(world.city, world.people["officer"])


def assessment(world):
    return factories.self_assessment(world.city, world.people["officer"])


def shared(world):
    row = assessment(world)
    models.SelfAssessment.objects.update(is_shared=True)
    return row


def part(world):
    return {"pk": assessment(world).pk, "part": "tools"}


def no_part(world):
    return {"pk": assessment(world).pk, "part": "share-of-it"}


OWN = [
    ("participation", participation, "participation-list"),
    ("body", body, "structure-list"),
    ("commitment", commitment, "structure-list"),
    ("local-review", local_review, "local-review-list"),
]
ROWS = [
    *(Row(name, READ, kwargs=of_city) for name in dict.fromkeys(own[2] for own in OWN)),
    *(Row(f"{name}-add", EDIT, method, of_city) for name, *_rest in OWN for method in ("get", "post")),
    *(Row(f"{name}-edit", EDIT, method, made(make)) for name, make, _list in OWN for method in ("get", "post")),
    *(Row(f"{name}-remove", REMOVE, "post", made(make)) for name, make, _list in OWN),
    *(Row(f"{name}-remove", NO_GET, kwargs=made(make)) for name, make, _list in OWN),
    # What the State sees
    Row("participation-overview", FOR_STATE),
    Row("dialogue-list", FOR_STATE),
    Row("dialogue-add", MANAGE),
    Row("dialogue-add", MANAGE, "post"),
    Row("dialogue-edit", MANAGE, kwargs=made(dialogue)),
    Row("dialogue-edit", MANAGE, "post", made(dialogue)),
    Row("dialogue-remove", {**MANAGE, "coordinator": 302}, "post", made(dialogue)),
    Row("dialogue-remove", NO_GET, kwargs=made(dialogue)),
    # Self-assessment: own people only, until they share it with the coordinator
    Row("self-assessment-list", READ, kwargs=of_city),
    Row("self-assessment-start", REMOVE, "post", of_city),
    Row("self-assessment-start", NO_GET, kwargs=of_city),
    Row("self-assessment-detail", READ, kwargs=made(assessment)),
    Row("self-assessment-detail", only((*CITY, "coordinator")), kwargs=made(shared)),
    Row("self-assessment-export", READ, kwargs=made(assessment)),
    Row("self-assessment-export", only((*CITY, "coordinator")), kwargs=made(shared)),
    Row("self-assessment-edit", EDIT, kwargs=part),
    Row("self-assessment-edit", EDIT, "post", part),
    Row("self-assessment-edit", only(()), kwargs=no_part),
    Row("self-assessment-share", REMOVE, "post", made(shared)),
    Row("self-assessment-share", NO_GET, kwargs=made(shared)),
    # By SDG target
    Row("sdg-list", READ, kwargs=of_city),
    Row("sdg-export", READ, kwargs=of_city),
]
