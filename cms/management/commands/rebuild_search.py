"""Writes the index of the search anew, that of the recommendations as well: after an update, or when in doubt."""

from django.core.management import BaseCommand

from cms import finding
from tracking import search


class Command(BaseCommand):
    """Safe at any time: the search goes on with what it has."""

    help = "Write the index of the search anew. Readers go on searching meanwhile."

    def handle(self, *args, **options):
        """Rebuild both, and say how much they hold."""
        self.stdout.write(f"{finding.rebuild():,} entries and {search.reindex():,} recommendations are in the index.")
