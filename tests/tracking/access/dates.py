"""The dates of a State's reviews, and calendars."""

from tests.tracking.access.rows import CITY, STATE, Row, all_of, of_call, of_city, only


def of_review(world):
    return {"pk": world.review.pk}


def of_day(world):
    return {"pk": world.review.pk, "phase": "plan"}


def a_new_address(world):
    return {"do": "new"}


MANAGE = only(("coordinator",), national_viewer=403)
ROWS = [
    Row("review-list", only((*STATE, "stranger"), 302, stranger=200)),  # the stranger's State has no review
    Row("review-dates", only(STATE), kwargs=of_review),
    Row("review-date-edit", MANAGE, kwargs=of_day),
    Row("review-date-edit", MANAGE, "post", of_day),
    Row("own-calendar", all_of()),
    Row("own-calendar", all_of(), "post", data=a_new_address),
    Row("government-calendar", only(CITY), kwargs=of_city),
    Row("government-calendar", only(CITY), "post", of_city, a_new_address),
    Row("government-deadlines", only(CITY), kwargs=of_city),
    Row("call-deadlines", only((*CITY, "outsider", *STATE)), kwargs=of_call),
]
