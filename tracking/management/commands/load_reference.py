"""Loads States, themes, groups, SDGs, service areas, the calendar and default reminder rules; safe to repeat."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ... import options, reference_data


class Command(BaseCommand):
    help = "Load the reference data (States, themes, SDGs, calendar, reminder rules). Safe to run again."

    def handle(self, *args, **_options):
        try:
            tallies = reference_data.load()
        except reference_data.BrokenReference as error:
            raise CommandError(str(error)) from error
        options.forget_words()
        for tally in tallies:
            counts = {"new": tally.new, "changed": tally.changed, "same": tally.same}
            self.stdout.write(f"{tally.kind}: " + _("%(new)d new, %(changed)d changed, %(same)d same") % counts)
