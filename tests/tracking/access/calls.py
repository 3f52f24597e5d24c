"""What a coordinator does with a call: nobody else changes it, and other States do not see it."""

from tests.tracking.access.midterm import MANAGE, MANAGE_PAGE
from tests.tracking.access.rows import CITY, STATE, Row, of_call, only


def of_place(world):
    return {"pk": world.call.pk, "government": world.city.pk}


ROWS = [
    Row("call-edit", MANAGE_PAGE, kwargs=of_call),
    Row("call-edit", MANAGE_PAGE, "post", of_call),
    Row("call-recommendations", MANAGE_PAGE, kwargs=of_call),
    Row("call-recommendations", MANAGE, "post", of_call),
    Row("call-governments", MANAGE_PAGE, kwargs=of_call),
    Row("call-governments", MANAGE, "post", of_call),
    Row("call-questions", MANAGE_PAGE, kwargs=of_call),
    Row("call-questions", MANAGE_PAGE, "post", of_call),
    Row("call-open", MANAGE, kwargs=of_call),  # this one is open already
    Row("call-open", MANAGE, "post", of_call),
    Row("call-board-export", only(STATE, **dict.fromkeys((*CITY, "outsider"), 403)), kwargs=of_call),
    Row("call-remind", MANAGE_PAGE, kwargs=of_call),
    Row("call-remind", MANAGE_PAGE, "post", of_call),
    Row("call-remind-one", MANAGE, "post", of_place),
    Row("call-remind-one", only((), others=405), kwargs=of_place),
    Row("call-answer", MANAGE, kwargs=of_place),  # the city has begun itself, so the way leads back
    Row("call-answer", MANAGE, "post", of_place),
]
