"""Triage, the State's own view, and comments of organisations."""

from tests.tracking.access.rows import CITY, STATE, WRITERS, Row, all_of, of_city, only

CONCERNED = (*CITY, *STATE, "commenter")


def of_recommendation(world):
    return {"recommendation": world.recommendation.pk}


def of_published(world):
    return {"pk": world.published.pk}


def of_hidden(world):
    return {"pk": world.follow_up.pk}


def of_comment(world):
    return {"pk": world.comment.pk}


ASSESS = only(("coordinator",), national_viewer=403)
COMMENT = only(("commenter",), others=403)
ROWS = [
    Row("followup-triage-undo", only(WRITERS, 302, viewer=403), "post", of_city),
    Row("followup-triage-undo", only((), others=405), kwargs=of_city),
    Row("assessment-list", all_of()),
    Row("assessment-edit", ASSESS, kwargs=of_recommendation),
    Row("assessment-edit", ASSESS, "post", of_recommendation),
    Row("comment-list", all_of()),
    Row("comment-add", COMMENT, kwargs=of_published),
    Row("comment-add", COMMENT, "post", of_published),
    Row("comment-add", all_of(404), kwargs=of_hidden),
    Row("comment-detail", only(CONCERNED), kwargs=of_comment),
    Row("comment-decide", only(CONCERNED, 403, coordinator=200), "post", of_comment),
    Row("comment-decide", only((), others=405), kwargs=of_comment),
    Row("comment-take-back", only(CONCERNED, 403, commenter=302, coordinator=200), "post", of_comment),
    Row("comment-take-back", only((), others=405), kwargs=of_comment),
    Row("comment-reply", only(CONCERNED, 403, **dict.fromkeys(WRITERS, 302)), "post", of_comment),
    Row("comment-reply", only((), others=405), kwargs=of_comment),
]
