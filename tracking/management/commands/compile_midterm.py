"""Compiles a new edition of a mid-term report and writes one of its documents to a file."""

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tracking.midterm import compiling
from tracking.models import Call, Report


class Command(BaseCommand):
    """The same start and run as in the browser; the new edition stays on record."""

    help = "Compile a mid-term report: compile_midterm --call ID --format docx|xlsx --out FILE"

    def add_arguments(self, parser):
        """--call, --format, --out and --language."""
        parser.add_argument("--call", type=int, required=True, help="number of the call for input")
        parser.add_argument("--format", choices=sorted(compiling.RENDERERS), required=True)
        parser.add_argument("--out", type=Path, required=True, help="file to write")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="en")

    def handle(self, *args, call, out, language, **options):
        """Compile, then write the file; prints edition and checksum."""
        found = Call.objects.filter(pk=call).first()
        if found is None:
            known = ", ".join(f"{row.pk} ({row})" for row in Call.objects.order_by("pk")) or "none"
            raise CommandError(f"There is no call {call}. Calls: {known}.")
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}.")
        if out.is_dir():
            raise CommandError(f"{out} is a folder; name a file in it.")
        report = compiling.start(found, by=None, now=timezone.now(), language=language)
        compiling.run(report.pk, now=timezone.now())
        report = Report.objects.get(pk=report.pk)
        if report.status == Report.Status.COMPILING:
            raise CommandError(f"Another worker compiles edition {report.edition}; find it on the call's page.")
        if report.status == Report.Status.FAILED:
            raise CommandError(report.error)
        with getattr(report, options["format"]).open() as document:
            out.write_bytes(document.read())
        self.stdout.write(f"Edition {report.edition}, checksum {report.checksum}: {out}")
