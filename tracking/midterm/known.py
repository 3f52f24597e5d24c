"""Which input the report of a call knows, as keys, and what the same governments said before."""

from django.db.models import Q

from ..models import Contribution, ContributionAnswer


def known_contributions(call):
    """The keys of the newest accepted versions as a list: a database that looks for them at each answer takes long."""
    return list(Contribution.objects.newest_accepted(call).order_by().values_list("pk", flat=True))


def said_before(call):
    """The accepted answers that count as "last time" for input to the call, the strongest of each by rank_before().

    They are those to earlier calls of the review, and those in other accepted versions of the call itself.
    """
    if call.opened_at is None:
        return ContributionAnswer.objects.none()
    opened = Q(contribution__call__opened_at__lt=call.opened_at) | Q(
        contribution__call__opened_at=call.opened_at, contribution__call__lte=call.pk
    )
    accepted = Q(contribution__status=Contribution.Status.ACCEPTED, contribution__call__review=call.review_id)
    return ContributionAnswer.objects.filter(accepted, opened)


def rank_before(call, earlier, opened_at, version):
    """Sorts what counts most to the end: the newest earlier call, and only then earlier versions to the same one.

    `earlier` is the key of the call that was answered, `opened_at` when it was opened.
    """
    return (earlier != call.pk, opened_at, earlier, version)
