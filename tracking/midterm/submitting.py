"""The second person's approval: what the answers rest on is gathered, and frozen with the version."""

from django.db import transaction

from . import basis


@transaction.atomic
def approve(contribution, *, by, now):
    """Approve what waits: it is submitted and frozen, with the basis of every answer."""
    contribution.approve(by=by, now=now, basis=basis.of(contribution))
