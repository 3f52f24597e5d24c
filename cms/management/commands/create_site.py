"""Makes the page tree and its starter content in every language."""

from django.core.management import BaseCommand, CommandError
from django.utils.translation import ngettext

from cms import finding
from cms.building import UnusableLanguages, build_site


class Command(BaseCommand):
    """Safe to run twice: it makes what was never made and leaves alone what editors changed or deleted."""

    help = "Make the home pages, guidance, list of practices and standard pages in every language of the site."

    def handle(self, *args, **options):
        """Say how many pages were made."""
        try:
            made = build_site()
        except UnusableLanguages as error:
            raise CommandError(str(error)) from error
        if made:
            text = ngettext("%(count)s page made.", "%(count)s pages made.", len(made)) % {"count": len(made)}
        else:
            text = "Every page has been made before."
        self.stdout.write(text)
        count = finding.rebuild()
        self.stdout.write(
            ngettext("%(count)s entry in the search.", "%(count)s entries in the search.", count) % {"count": count}
        )
