"""Celery entry points of the CMS: fetch, delegate, log."""

from celery import shared_task
from django.core.management import call_command

from tracking.background import noted


@shared_task(name="cms.publish_scheduled")
@noted("publish scheduled pages")
def publish_scheduled():
    """Publish and take down the pages whose hour, set by an editor, has come."""
    call_command("publish_scheduled", verbosity=0)
