"""Celery entry points of the CMS: fetch, delegate, log."""

import logging

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from tracking.background import noted

from .models.survey_invitation import SurveyInvitation
from .surveys import erasing, inviting

log = logging.getLogger(__name__)


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
@noted("survey mails")
def sweep_survey_mails():
    """Send what a lost message left waiting."""
    waiting = list(SurveyInvitation.objects.waiting().values_list("pk", flat=True))
    log.info("survey mails sent: %s", inviting.send_waiting(waiting, now=timezone.now()))


@shared_task(name="cms.erase_survey_contacts")
@noted("erase survey contacts")
def erase_survey_contacts():
    """Erase contact details and addresses of surveys whose time is over."""
    log.info("rows of surveys erased: %s", erasing.erase_due(timezone.localdate()))
