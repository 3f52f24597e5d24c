"""Celery entry points of the public site: delegate and log. Rows are the work; a task only wakes it."""

import logging

from celery import shared_task
from django.utils import timezone

from tracking import background

from . import finding, subscribing

log = logging.getLogger(__name__)
WAKING_LASTS = 10 * 60  # seconds; a later look has woken the same mails again


@shared_task(name="cms.refresh_search")
@background.noted("refresh search")
def refresh_search():
    """Let the search know what changed."""
    log.info("search: %s written, %s taken out", *finding.refresh())


@shared_task(name="cms.tell_subscribers")
@background.noted("tell subscribers")
def tell_subscribers():
    """Find what subscribers have not heard of, and wake a worker for every few mails."""
    now = timezone.now()
    subscribing.expire_stale(now)
    for pks in subscribing.chunks(subscribing.select_due(now)):
        deliver_digests.apply_async([pks], expires=WAKING_LASTS)


@shared_task(name="cms.deliver_digests")
def deliver_digests(pks):
    """Send these mails, each once; nothing happens with those that another worker has."""
    words = list(subscribing.deliver(pks, now=timezone.now()).values())
    log.info("news: %s", ", ".join(f"{words.count(word)} {word}" for word in sorted(set(words))))


@shared_task(name="cms.send_confirmation")
def send_confirmation(pk):
    """Ask an address whether it wants the mails that somebody asked for."""
    log.info("subscription %s: %s", pk, subscribing.send_confirmation(pk))


@shared_task(name="cms.forget_subscriptions")
@background.noted("forget subscriptions")
def forget_subscriptions():
    """Erase the addresses that nobody confirmed."""
    log.info("unconfirmed addresses erased: %s", subscribing.forget(timezone.now()))
