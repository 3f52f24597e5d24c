"""`python -m benchmarks`: every benchmark on SQLite and on PostgreSQL, as one table of ratios.

Each database gets a process, a folder and, for PostgreSQL, a server of its own; all are gone afterwards.
"""

import argparse
import contextlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import textwrap

from benchmarks.timing import EXPLAINED_ABOVE, Measurement
from tests import servers, template

LONGEST = 30 * 60  # seconds for the measurements on one database
OF_A_DATABASE = ("list", "find", "api", "import", "workspace", "compile", "remind")
HEADINGS = ("what", "database", "ours ms", "floor ms", "ratio", "peak MB")


def arguments():
    """The parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Print speed and memory as ratios.")
    parser.add_argument("--only", choices=[*OF_A_DATABASE, "report"], help="run this part only")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="run on this one only")
    parser.add_argument("--recommendations", type=int, default=120_000, help="on the list")
    parser.add_argument("--pages", type=int, default=5_000, help="that the search finds")
    parser.add_argument("--served", type=int, default=20_000, help="recommendations that the API holds")
    parser.add_argument("--rows", type=int, default=10_000, help="in the imported file")
    parser.add_argument("--cities", type=int, default=500, help="in the large State of the workspace")
    parser.add_argument("--steps", type=int, default=200_000, help="of all its cities")
    parser.add_argument("--reported", type=int, default=300, help="recommendations in the report")
    parser.add_argument("--governments", type=int, default=100, help="that report on all of them")
    parser.add_argument("--people", type=int, default=10_000, help="who are reminded of a call")
    return parser


def main():
    """Run what is asked for and print it; 0 unless a measurement failed."""
    options = arguments().parse_args()
    parts = [part for part in OF_A_DATABASE if options.only in (None, part)]
    found, failed = [], False
    for name, connect in runs(options, parts):
        try:
            with connect as environment:
                measured, is_sound = measure(parts if name != "none" else ["report"], name, environment, options)
                found += measured
                failed |= not is_sound
        except servers.ServerMissing as missing:
            say(f"LEFT OUT: {name}, because {missing} is not installed")
    say("", *table(found))
    return 1 if failed else 0


def runs(options, parts):
    """[(name of the database, context manager that gives the variables to reach it)], what needs none last."""
    wanted = []
    if parts and options.database != "postgresql":
        wanted.append(("SQLite", contextlib.nullcontext({})))
    if parts and options.database != "sqlite":
        wanted.append(("PostgreSQL", on_postgresql()))
    if options.only in (None, "report"):
        wanted.append(("none", contextlib.nullcontext({})))
    return wanted


@contextlib.contextmanager
def on_postgresql():
    """The variables of a throw-away server."""
    with servers.postgresql() as address:
        yield {"DATABASE_URL": address}


def measure(parts, name, environment, options):
    """([Measurement], whether nothing failed) of a process of its own, with a folder of its own."""
    say(f"Measuring {', '.join(parts)}{'' if name == 'none' else f' on {name}'} ...")
    sizes = ("recommendations", "pages", "served", "rows", "cities", "steps", "reported", "governments", "people")
    command = [sys.executable, "-m", "benchmarks.child", *parts, "--database", name]
    command += [f"--{size}={getattr(options, size)}" for size in sizes]
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL", "DEBUG")}
    with tempfile.TemporaryDirectory(prefix="upr-benchmark-") as folder:
        variables = {**kept, "UPR_ENV": "local", "LOG_LEVEL": "WARNING", "VAR_DIR": folder, **environment}
        if name == "SQLite" and template.given():  # of a run of tests: migrating is not what is measured
            shutil.copy(template.given(), folder)
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                command, env=variables, stdout=subprocess.PIPE, timeout=LONGEST, check=False
            )
            lines, failure = done.stdout, done.returncode and f"exit code {done.returncode}"
        except subprocess.TimeoutExpired as late:
            lines, failure = late.stdout or b"", f"longer than {LONGEST // 60} minutes"
    if failure:
        say(f"FAILED: {name}, {failure}")
    whole = [line for line in lines.splitlines(keepends=True) if line.endswith(b"\n")]
    return [Measurement(**json.loads(line)) for line in whole], not failure


def table(found):
    """The lines of the table, and below it what a high ratio is made of."""
    yield f"Python {platform.python_version()}, {os.cpu_count()} cores; medians; ratio = ours / floor"
    lines = [HEADINGS, *map(cells, found)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    for line in lines:
        words = [word.ljust(width) for word, width in zip(line[:2], widths[:2], strict=True)]
        numbers = [number.rjust(width) for number, width in zip(line[2:], widths[2:], strict=True)]
        yield "  ".join([*words, *numbers]).rstrip()
    high = [measurement for measurement in found if measurement.ratio > EXPLAINED_ABOVE]
    if high:
        yield f"\nAbove {EXPLAINED_ABOVE}, and where the time goes:"
    for measurement in high:
        line = f"{measurement.name} ({measurement.database}), {measurement.ratio:.1f}: {measurement.reason}"
        yield textwrap.fill(line, 110, subsequent_indent="  ")


def cells(measurement):
    """A Measurement as the words of a line."""
    peak = "-" if measurement.peak is None else f"{measurement.peak:.0f}"
    ours, floor = (f"{value:,.1f}" for value in (measurement.ours, measurement.floor))
    return measurement.name, measurement.database, ours, floor, f"{measurement.ratio:.1f}", peak


def say(*lines):
    """Print lines at once."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
