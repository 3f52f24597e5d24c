"""Builds the search index of recommendations anew."""

from django.core.management import BaseCommand

from tracking import search


class Command(BaseCommand):
    """For the IT desk, after rows were changed or restored past the site."""

    help = "Build the search index of all recommendations anew"

    def handle(self, *args, **options):
        """Safe to run at any time, also twice."""
        self.stdout.write(f"{search.reindex():,} recommendations are in the index.")
