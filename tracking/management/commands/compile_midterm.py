"""Compiles a new edition of a mid-term report and writes one of its documents to a file."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from tracking.midterm import compiling, pdf
from tracking.models import Call, Report


class Command(BaseCommand):
    """The same start and run as in the browser; the new edition stays on record."""

    help = "Compile a mid-term report: compile_midterm --call ID --format KIND --out FILE"

    def add_arguments(self, parser):
        """--call, --format, --out and --language."""
        parser.add_argument("--call", type=int, required=True, help="number of the call for input")
        parser.add_argument("--format", choices=sorted(compiling.RENDERERS), required=True)
        parser.add_argument("--out", type=Path, required=True, help="file to write")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")

    def handle(self, *args, call, out, language, **options):
        """Compile, then write the file; prints edition and checksum."""
        found = Call.objects.filter(pk=call).first()
        if found is None:
            known = ", ".join(f"{row.pk} ({row})" for row in Call.objects.order_by("pk")) or _("none")
            message = _("There is no call %(number)s. Calls: %(known)s.")
            raise CommandError(message % {"number": call, "known": known})
        if not out.parent.is_dir():
            raise CommandError(_("There is no folder %(folder)s.") % {"folder": out.parent})
        if out.is_dir():
            raise CommandError(_("%(folder)s is a folder; name a file in it.") % {"folder": out})
        report = compiling.start(found, by=None, now=timezone.now(), language=language)
        compiling.run(report.pk, now=timezone.now())
        report = Report.objects.get(pk=report.pk)
        if report.status == Report.Status.COMPILING:
            message = _("Edition %(edition)s is being compiled elsewhere; find it on the call's page.")
            raise CommandError(message % {"edition": report.edition})
        if report.status == Report.Status.FAILED:
            raise CommandError(report.error)
        document = report.documents.filter(kind=options["format"]).first()
        if document is None:
            raise CommandError(report.error or pdf.missing_sentence())
        with document.file.open() as file, out.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        facts = {"edition": report.edition, "checksum": report.checksum, "file": out}
        self.stdout.write(_("Edition %(edition)s, checksum %(checksum)s: %(file)s") % facts)
