"""Locking an edition: what it asks of the edition itself, and that all languages of a report tell the same."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Call
from .same_input import differences


def obstacles(report):
    """Why this edition cannot be locked now: [sentence]; empty where it can."""
    found = report.obstacles_to_lock()
    return found if report.is_locked or not report.is_ready else [*found, *_other_input(report)]


@transaction.atomic
def lock(report, *, by, now):
    """Lock the edition; ValidationError where it has obstacles. Nobody changes what a report tells meanwhile.

    Whoever calls this wakes tasks.stamp_report: the documents are still to name who adopted the edition.
    """
    Call.objects.select_for_update().get(pk=report.call_id)
    report.refresh_from_db(fields=["status", "locked_at"])
    found = obstacles(report)
    if found:
        raise ValidationError([str(sentence) for sentence in found])
    report.lock(by=by, now=now)
    report.begin_stamping()


def _other_input(report):
    """The sentence that says in what it tells otherwise than the edition that is locked in another language."""
    others = report.call.reports.locked().exclude(language=report.language)
    locked = others.defer("content").order_by("locked_at", "pk").first()
    found = differences(report, locked) if locked else []
    if found:
        sentence = _(
            "Edition %(edition)s, locked in %(language)s, tells otherwise: %(what)s. A report says the same in all its"
            " languages: change back what was changed since, then compile a new edition."
        )
        language = dict(settings.LANGUAGES).get(locked.language, locked.language)
        yield sentence % {"edition": locked.edition, "language": language, "what": ", ".join(found)}
