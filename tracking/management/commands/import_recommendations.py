"""Imports a file of recommendations into a State's review: the web's import for the command line."""

import difflib
import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from ... import importing
from ...models import State


class Command(BaseCommand):
    help = "Import a file of recommendations into a State's UPR review. Running it again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="OHCHR's matrix of recommendations (.docx)")
        parser.add_argument("--state", required=True, help="three-letter ISO code of the State under review")
        parser.add_argument("--cycle", required=True, type=int, help="cycle of the review, such as 4")
        parser.add_argument(
            "--language", default="en", choices=sorted(settings.ALL_LANGUAGES), help="language of the texts"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and take it back")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *, file, state, cycle, language, dry_run, **options):
        if not 1 <= cycle <= 20:
            raise CommandError(_("--cycle is the number of the review's cycle, such as 4."))
        found = _state(state)
        try:
            with file.open("rb") as opened:
                comparison = importing.import_file(
                    opened,
                    filename=file.name,
                    state=found,
                    cycle=cycle,
                    language=language,
                    by=None,
                    now=timezone.now(),
                    is_dry_run=dry_run,
                )
        except OSError as error:
            message = _("%(file)s cannot be opened: %(error)s.")
            raise CommandError(message % {"file": file, "error": error.strerror}) from error
        except importing.Unreadable as error:
            raise CommandError(str(error)) from error
        report = _as_json if options["json"] else _as_lines
        self.stdout.write(report(comparison, is_dry_run=dry_run))


def _state(iso3):
    """The State of this code; CommandError, with the codes that come near, where there is none."""
    names = dict(State.objects.values_list("iso3", "name"))
    if not names:
        raise CommandError(_("No State is known yet. Load the reference data first: manage.py load_reference"))
    if iso3.upper() in names:
        return State.objects.get(iso3=iso3.upper())
    codes = {name.casefold(): code for code, name in names.items()} | {code.casefold(): code for code in names}
    near = dict.fromkeys(codes[match] for match in difflib.get_close_matches(iso3.casefold(), codes, n=5))
    message = _("No State has the code “%(code)s”.") % {"code": iso3}
    if near:
        listed = ", ".join(f"{code} ({names[code]})" for code in near)
        message = " ".join([message, _("Did you mean: %(states)s?") % {"states": listed}])
    raise CommandError(message)


def _as_json(comparison, *, is_dry_run):
    rejected = [
        {"place": compared.row.place, "paragraph": compared.row.paragraph, "reasons": list(compared.problems)}
        for compared in comparison.rows
        if compared.outcome == "rejected"
    ]
    counts = {"rows": len(comparison.rows), **comparison.counts}
    answer = {**counts, "rejected_rows": rejected, "missing": comparison.missing, "dry_run": is_dry_run}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _as_lines(comparison, *, is_dry_run):
    counts = {"rows": len(comparison.rows), **comparison.counts}
    lines = [_("Rows: %(rows)d. New: %(new)d, changed: %(changed)d, same: %(same)d, rejected: %(rejected)d.") % counts]
    for compared in comparison.rows:
        for sentence in (*compared.problems, *compared.notices):
            where = " ".join(filter(None, [compared.row.place, compared.row.paragraph]))
            lines.append(f"{compared.outcome}: {where}: {sentence}")
    if comparison.missing:
        lines.append(_("Not in this file, and kept: %(paragraphs)s") % {"paragraphs": ", ".join(comparison.missing)})
    if is_dry_run:
        lines.append(_("This was a dry run: nothing was written."))
    return "\n".join(lines)
