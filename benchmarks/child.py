"""`python -m benchmarks.child`: the measurements on one database, which this process brings up to date first.

The settings decide which database that is. Every Measurement is written as a line of JSON.
"""

import argparse
import dataclasses
import json
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.test.utils import override_settings

PAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def measurements(part, options):
    """Yield the Measurements of one part, as `arguments` names them. Django must be set up."""
    from benchmarks import (  # noqa: PLC0415 - they need Django
        compiling,
        finding,
        importing,
        listing,
        reminding,
        report,
        serving,
        workspace,
    )

    if part == "list":
        yield from listing.measure(options.recommendations, options.database)
    elif part == "find":
        yield from finding.measure(options.pages, min(options.recommendations, 20_000), options.database)
    elif part == "api":
        yield from serving.measure(options.served, options.database)
    elif part == "import":
        yield from importing.measure(options.rows, options.database)
    elif part == "compile":
        yield from compiling.measure(options.reported, options.cities, options.steps, options.database)
    elif part == "remind":
        yield from reminding.measure(options.people, options.database)
    elif part == "workspace":
        yield from workspace.measure(options.reported, options.cities, options.steps, options.database)
    else:
        yield from report.measure(options.reported, options.governments)


def arguments():
    """The parser of what the parent process says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.child")
    parser.add_argument(
        "parts", nargs="+", choices=["list", "find", "api", "import", "workspace", "compile", "remind", "report"]
    )
    parser.add_argument("--database", required=True, help="its name in the results")
    for name in ("recommendations", "pages", "served", "rows", "cities", "steps", "reported", "governments", "people"):
        parser.add_argument(f"--{name}", type=int, required=True)
    return parser


def main():
    """Measure each part that is asked for."""
    options = arguments().parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upr_local.settings")
    django.setup()
    if options.parts != ["report"]:
        call_command("migrate", interactive=False, verbosity=0)
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    # Without collected files: the pages then name them plainly, at no cost that would differ.
    with override_settings(STORAGES={**settings.STORAGES, **PAGES}):
        for part in options.parts:
            for measurement in measurements(part, options):
                sys.stdout.write(json.dumps(dataclasses.asdict(measurement)) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
