"""The synthesis: those who serve the State read it, coordinators write; ministries write their own measures."""

from tests import factories
from tests.tracking.access.rows import CITY, STATE, Row, of_call, only
from tracking.models import ContributionAnswer, NationalMeasure

PEOPLE_OF_CITIES = dict.fromkeys((*CITY, "outsider"), 403)
LOOK = only(STATE, **PEOPLE_OF_CITIES)
WRITE = only(("coordinator",), national_viewer=403, **PEOPLE_OF_CITIES)
DO = only(("coordinator",), 302, national_viewer=403, **PEOPLE_OF_CITIES)
MINISTRY = only(("national_viewer",), coordinator=403, **PEOPLE_OF_CITIES)
ONLY_POST = only((), others=405)
DECISION = only(("coordinator",), 302, national_viewer=403)
OWN = only(("national_viewer",), 302, coordinator=403)


def of_recommendation(world):
    return {"pk": world.call.pk, "recommendation": world.recommendation.pk}


def of_answer(world):
    """An accepted answer, in a call of its own."""
    officer, approver = world.people["officer"], world.people["approver"]
    answer = ContributionAnswer.objects.filter(contribution__status="accepted").first()
    if answer is None:
        call = factories.call(world.review, world.people["coordinator"], title="Another call")
        people = (call, world.city, [world.recommendation], officer, approver, world.people["coordinator"])
        answer = factories.accepted(*people).answers.get()
    call = answer.contribution.call
    return {"pk": call.pk, "recommendation": world.recommendation.pk, "answer": answer.pk}


def of_measure(world, status="submitted"):
    """A measure of the national viewer's."""
    row = NationalMeasure.objects.filter(status=status).first()
    ministry = world.people["national_viewer"]
    row = row or factories.measure(world.call, world.recommendation, ministry, status, body=f"Body {status}")
    return {"pk": row.pk}


def of_draft(world):
    return of_measure(world, "draft")


def of_cluster(world):
    return {"pk": world.call.pk, "cluster": "economic-social", "part": "context"}


def of_chapter(world):
    return {"pk": world.call.pk, "chapter": "summary"}


def of_flag(world):
    return {**of_recommendation(world), "key": "0" * 64}


def in_words(world):
    return {"words": "Give a number."}


ROWS = [
    Row("synthesis-list", LOOK, kwargs=of_call),
    Row("synthesis-detail", LOOK, kwargs=of_recommendation),
    Row("synthesis-sources", LOOK, kwargs=of_recommendation),
    Row("synthesis-carry", DO, "post", of_call),
    Row("synthesis-carry", ONLY_POST, kwargs=of_call),
    Row("synthesis-decide", DO, "post", of_recommendation, lambda world: {"action": "use-ticked"}),
    Row("synthesis-decide", ONLY_POST, kwargs=of_recommendation),
    Row("synthesis-order", DO, "post", of_recommendation),
    Row("synthesis-order", ONLY_POST, kwargs=of_recommendation),
    Row("answer-use-edit", WRITE, kwargs=of_answer),
    Row("answer-use-edit", WRITE, "post", of_answer),
    Row("national-text-edit", WRITE, kwargs=of_recommendation),
    Row("national-text-edit", WRITE, "post", of_recommendation),
    Row("cluster-text-edit", WRITE, kwargs=of_cluster),
    Row("cluster-text-edit", WRITE, "post", of_cluster),
    Row("chapter-text-edit", WRITE, kwargs=of_chapter),
    Row("chapter-text-edit", WRITE, "post", of_chapter),
    Row("contradiction-list", LOOK, kwargs=of_call),
    Row("contradiction-settle", DO, "post", of_flag),
    Row("contradiction-settle", ONLY_POST, kwargs=of_flag),
    Row("measure-list", LOOK, kwargs=of_call),
    Row("measure-add", MINISTRY, kwargs=of_recommendation),
    Row("measure-add", MINISTRY, "post", of_recommendation),
    Row("measure-detail", only(STATE), kwargs=of_measure),
    Row("measure-detail", only(("national_viewer",)), kwargs=of_draft),
    Row("measure-edit", only(("national_viewer",)), kwargs=of_draft),
    Row("measure-edit", only(("national_viewer",)), "post", of_draft),
    Row("measure-edit", OWN, kwargs=of_measure),
    Row("measure-submit", only(("national_viewer",), 302), "post", of_draft),
    Row("measure-submit", ONLY_POST, kwargs=of_draft),
    Row("measure-accept", DECISION, "post", of_measure),
    Row("measure-accept", ONLY_POST, kwargs=of_measure),
    Row("measure-return", DECISION, "post", of_measure, in_words),
    Row("measure-return", ONLY_POST, kwargs=of_measure),
    Row("measure-next-version", OWN, "post", of_measure),
    Row("measure-next-version", ONLY_POST, kwargs=of_measure),
]
