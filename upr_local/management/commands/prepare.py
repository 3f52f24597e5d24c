"""Brings an installation up to date: everything that must stand before the site starts. Safe to run twice."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    """migrate, load_reference, create_site, load_demo and collectstatic, then where to go."""

    help = "Migrate, load reference data, create the site and (unless --no-demo) the demo State, collect static files."

    def add_arguments(self, parser):
        """--no-demo leaves the fictional demo State out, as a real installation does."""
        parser.add_argument("--no-demo", action="store_true", help="leave the fictional demo State out")

    def handle(self, *args, no_demo=False, **options):
        """Run the steps in order; each says in a line what it did."""
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("Database is up to date.")
        call_command("load_reference", stdout=self.stdout)
        call_command("create_site", stdout=self.stdout)
        if not no_demo:
            call_command("load_demo", stdout=self.stdout)
        self.collect_static()
        self.look_for_translations()
        self.stdout.write("")
        self.stdout.write(self.style.SUCCESS(f"{settings.SITE_NAME} starts on {settings.SITE_URL}"))
        if not no_demo:
            call_command("show_demo_accounts", stdout=self.stdout)

    def look_for_translations(self):
        """Say where pages would mix languages because the translations were never compiled."""
        folder = Path(settings.LOCALE_PATHS[0])
        if any(not catalogue.with_suffix(".mo").exists() for catalogue in folder.rglob("*.po")):
            self.stderr.write("The translations are not compiled: run `make setup`, else pages stay English.")

    def collect_static(self):
        """Collect and compress static files, unless they are the ones collected last time."""
        mark = Path(settings.STATIC_ROOT) / ".collected"
        state = hashlib.sha256("\n".join(sorted(static_files())).encode()).hexdigest()
        if mark.exists() and mark.read_text() == state:
            return
        call_command("collectstatic", interactive=False, verbosity=0, clear=mark.exists())
        mark.write_text(state)


def static_files():
    """Path, size and time of every static file, one line each."""
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
