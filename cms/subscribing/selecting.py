"""Finds who is to hear of what, and writes it down as rows: one waiting mail for each subscription at most."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from cms.models import Digest, Subscription

from . import news

# What was written a moment ago may not be visible to everybody yet; it is told the next time.
SETTLED_AFTER = datetime.timedelta(minutes=2)


def select_due(now):
    """Prepare the mails that are due; returns the ids of those that now wait. Twice is the same as once."""
    waiting = Digest.objects.filter(subscription=OuterRef("pk"), status=Digest.Status.PENDING)
    due = list(Subscription.objects.due(now).filter(~Exists(waiting)).select_related("theme"))
    if due:
        until = now - SETTLED_AFTER
        items = news.since(min(subscription.told_until for subscription in due), until)
        quiet = []
        for subscription in due:
            mine = [item for item in items if item.at > subscription.told_until and item.is_for(subscription)]
            if mine:
                prepare(subscription, mine, until=until, now=now)
            else:
                quiet.append(subscription.pk)
        if quiet:  # else every look would read all changes since the last mail again
            Subscription.objects.filter(pk__in=quiet).told(until)
    return list(Digest.objects.ready(now).values_list("pk", flat=True))


@transaction.atomic
def prepare(subscription, items, *, until, now):
    """Write down the mail, and until when the reader was told; nothing where another one did so meanwhile."""
    untouched = Subscription.objects.filter(pk=subscription.pk, told_until=subscription.told_until)
    if untouched.update(told_until=until):
        names = [[item.kind, item.name] for item in items]
        Digest.objects.create(subscription=subscription, items=names, made_at=now, send_after=now)
