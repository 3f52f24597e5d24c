"""Loads the fictional demo State, once."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from cms import demo as cms_demo
from cms import finding
from cms.register.demo import load_register
from cms.surveys.demo import load_survey
from tracking import demo
from tracking.models import State, User
from upr_local.environment import kept_secret


def demo_password():
    """The password of all demo accounts: made at random at the first call, kept beside the database."""
    return kept_secret(settings.VAR_DIR / "demo_password", length=9)


class Command(BaseCommand):
    """Demo State, its people, plans, input and practices. Does nothing where the demo stands already."""

    help = "Load the fictional demo State with its cities, plans, an open call and good practices."

    def handle(self, *args, **options):
        """Refuses in production: demo accounts share a password."""
        if settings.IS_PRODUCTION:
            raise CommandError("The demo State is not loaded in production: its accounts share a password.")
        now = timezone.now()
        if demo.load(now, demo_password()):
            for person in demo.entries("people"):
                if person.get("editor"):
                    User.objects.get(email=person["email"]).groups.add(Group.objects.get(name="Editors"))
            self.stdout.write("Demo State loaded.")
        else:
            self.stdout.write("Demo State stands already.")
        state = State.objects.get(iso3=demo.entries("state")["state"]["iso3"])
        cms_demo.load_practices(state, timezone.localdate(now))
        load_register(timezone.localdate(now))
        load_survey(by=User.objects.filter(groups__name="Editors").order_by("pk").first(), now=now)
        finding.refresh()
