"""The progress of somebody without an account: a signed cookie in their browser, and nothing on the server.

It holds modules, best scores and days; no name and no number that would tell one browser from another. What was
not signed here counts as nothing.
"""

import datetime
import json
import uuid
import zlib

from django.conf import settings
from django.core import signing

from .marks import ModuleMark

NAME = "course_progress"
SALT = "cms.course.cookie"
KEPT = datetime.timedelta(days=365)
MOST_MODULES = 40  # a cookie has 4096 bytes


def read(request):
    """{module's translation key: ModuleMark} of the browser; empty where there is none or where it was changed."""
    try:
        rows = signing.loads(request.COOKIES[NAME], salt=SALT, max_age=KEPT)
        return {uuid.UUID(key): mark_of(*row) for key, row in rows.items()}
    except (KeyError, signing.BadSignature, zlib.error, json.JSONDecodeError, ValueError, TypeError, AttributeError):
        return {}


def mark_of(best_score, passed_on):
    """A mark as the cookie holds it."""
    return ModuleMark(best_score, datetime.date.fromisoformat(passed_on) if passed_on else None)


def write(response, marks):
    """Put the marks into the browser; the latest ones where they are too many."""
    rows = {
        key.hex: [mark.best_score, mark.passed_on.isoformat() if mark.passed_on else ""]
        for key, mark in list(marks.items())[-MOST_MODULES:]
    }
    response.set_cookie(
        NAME,
        signing.dumps(rows, salt=SALT, compress=True),
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def delete(response):
    """Take the progress out of the browser."""
    response.delete_cookie(NAME, samesite="Lax")
