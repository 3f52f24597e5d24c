"""Celery entry points of the public site: delegate and log. Rows are the work; a task only wakes it."""

import logging

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from tracking.background import noted

from . import finding, subscribing
from .models.survey_invitation import SurveyInvitation
from .surveys import erasing, inviting

log = logging.getLogger(__name__)
WAKING_LASTS = 10 * 60  # seconds; a later look has woken the same mails again


@shared_task(name="cms.publish_scheduled")
@noted("publish scheduled pages")
def publish_scheduled():
    """Publish and take down the pages whose hour, set by an editor, has come."""
    call_command("publish_scheduled", verbosity=0)


@shared_task(name="cms.send_survey_mails")
def send_survey_mails(pks):
    """Send the waiting mails of these invitations."""
    log.info("survey mails sent: %s", inviting.send_waiting(pks, now=timezone.now()))


@shared_task(name="cms.sweep_survey_mails")
@noted("sweep survey mails")
def sweep_survey_mails():
    """Send what a lost message left waiting."""
    waiting = list(SurveyInvitation.objects.waiting().values_list("pk", flat=True))
    log.info("survey mails sent: %s", inviting.send_waiting(waiting, now=timezone.now()))


@shared_task(name="cms.erase_survey_contacts")
@noted("erase survey contacts")
def erase_survey_contacts():
    """Erase contact details and addresses of surveys whose time is over."""
    log.info("rows of surveys erased: %s", erasing.erase_due(timezone.localdate()))


@shared_task(name="cms.refresh_search")
@noted("refresh search")
def refresh_search():
    """Let the search know what changed."""
    log.info("search: %s written, %s taken out", *finding.refresh())


@shared_task(name="cms.tell_subscribers")
@noted("tell subscribers")
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
@noted("forget subscriptions")
def forget_subscriptions():
    """Erase the addresses that nobody confirmed."""
    log.info("unconfirmed addresses erased: %s", subscribing.forget(timezone.now()))
