"""A row of the table, and the words in which expectations are written."""

import dataclasses
from collections.abc import Callable

LOGIN = "login"  # sent to the sign-in page
CITY = ("officer", "approver", "viewer", "collector")  # the collector works for the region above the city
WRITERS = ("officer", "approver", "collector")
STATE = ("coordinator", "national_viewer")
ROLES = ("anonymous", *CITY, "outsider", *STATE, "stranger", "commenter", "superuser")


def only(roles, status=200, *, others=404, anonymous=LOGIN, **exceptions):
    """Expected status by role: `status` for these roles, `others` for the rest, then the exceptions."""
    expected = {role: status if role in roles else others for role in ROLES}
    return {**expected, "anonymous": anonymous, **exceptions}


def all_of(status=200, anonymous=LOGIN):
    """Expected status by role: the same for everybody who signed in."""
    return only(ROLES, status, anonymous=anonymous)


@dataclasses.dataclass(frozen=True)
class Row:
    """One address: its name, how to call it, and what each role gets."""

    name: str
    expected: dict
    method: str = "get"
    kwargs: Callable = lambda world: {}
    data: Callable = lambda world: {}

    def __str__(self):
        return f"{self.method}-{self.name}"


READ, EDIT = only(CITY), only(WRITERS, viewer=403)


def of_city(world):
    return {"pk": world.city.pk}


def of_follow_up(world):
    return {"pk": world.city.pk, "recommendation": world.recommendation.pk}


def of_step(world):
    return {"pk": world.step.pk}


def of_section(world):
    return {"pk": world.step.pk, "section": "money"}


def of_plan(world):
    return {"pk": world.plan.pk}


def of_evidence(world):
    return {"pk": world.evidence.pk}


def of_call(world):
    return {"pk": world.call.pk}


def of_draft(world):
    return {"pk": world.draft.pk}


def of_submitted(world):
    return {"pk": world.submitted.pk}


def of_answer(world):
    return {"pk": world.draft.pk, "recommendation": world.recommendation.pk}


def of_report(world):
    return {"pk": world.report.pk}


def of_source_file(world):
    return {"pk": world.source_file.pk}


def of_nothing(world):
    return {"iso3": "XUL", "cycle": 4, "paragraph": "9"}


def in_words(world):
    return {"words": "Give a number."}
