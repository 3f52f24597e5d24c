"""`python -m tests.run_all`: every test on the embedded defaults, then what asks the database on PostgreSQL and Redis.

The browser walks through its site beside them: it waits more than it computes.

With UPR_TEST_ALL=1 (continuous integration) a group that would be left out is a failure.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import servers, template

# Rooms that never meet a database, only fill it, or ask it what the rooms below them ask prove nothing new on another;
# of the pages, those go to both that list, filter and sort, where databases differ.
LISTS = (
    "test_calls.py",
    "test_history.py",
    "test_recommendation_detail.py",
    "test_recommendations.py",
    "test_steps.py",
)
# Of the report, what gathers rows, counts them and holds them.
GATHERING = ("test_board.py", "test_collect.py", "test_contradictions.py", "test_locking.py", "test_synthesis.py")
ON_ONE_DATABASE = [
    "tests/test_rooms.py",
    "tests/test_benchmarks.py",
    "tests/tracking/sources",
    "tests/tracking/metadata",
    "tests/tracking/test_demo_files.py",
    "tests/tracking/test_demo_practices.py",
    "tests/tracking/test_demo_step_parts.py",
    "tests/tracking/test_evidence_files.py",
    "tests/tracking/test_indicator_chart.py",
    "tests/tracking/test_paper.py",
    "tests/tracking/test_personal_data.py",
    "tests/tracking/test_reference_files.py",
    "tests/tracking/test_reference_rights.py",
    "tests/tracking/test_small_numbers.py",
    "tests/tracking/test_uploads.py",
    "tests/tracking/test_calendar_files.py",
    "tests/tracking/test_emails.py",
    "tests/tracking/forms",
    *(str(path) for path in sorted(Path("tests/tracking/midterm").glob("test_*.py")) if path.name not in GATHERING),
    *(f"tests/tracking/reminders/test_{name}.py" for name in ("outcomes", "people", "texts", "time", "working_days")),
    "tests/tracking/reminders/kinds",
    "tests/tracking/gateways",
    "tests/tracking/vlr/test_xlsx.py",
    "tests/tracking/workbook",
    *(str(path) for path in sorted(Path("tests/cms").glob("test_*.py")) if path.name != "test_search.py"),
    "tests/cms/course",
    "tests/tracking/access",
    "tests/tracking/management",
    "tests/tracking/templatetags",
    *(str(path) for path in sorted(Path("tests/tracking/views").glob("test_*.py")) if path.name not in LISTS),
    "tests/tracking/handover",
    *(
        f"tests/tracking/opendata/test_{name}.py"
        for name in ("answers", "files", "leaks", "pages", "public_bytes", "schema")
    ),
    "tests/tracking/test_migrations.py",
    "tests/tracking/test_permissions.py",
    "tests/tracking/test_wagtail_hooks.py",
    "tests/upr_local/test_administration.py",
    "tests/upr_local/test_deployment.py",
    "tests/upr_local/test_second_factor.py",
    "tests/upr_local/test_sign_in.py",
    "tests/upr_local/test_site.py",
    "tests/upr_local/test_settings.py",
    "tests/upr_local/test_translations.py",
    "tests/upr_local/test_ui.py",
]
NO_TESTS = 5  # pytest's exit code where nothing was chosen
WORKERS = str(max(2, os.cpu_count() or 2))


def pytest(*arguments, log=None, **environment):
    """Run pytest in a process of its own, with its own folder for files; its exit code. `log` takes what it prints."""
    with tempfile.TemporaryDirectory(prefix="upr-tests-") as folder:
        command = [sys.executable, "-m", "pytest", "-q", *arguments]
        clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        environment = {**clean, "VAR_DIR": folder, **environment}
        return subprocess.run(command, env=environment, stdout=log, stderr=log, check=False).returncode


def on_every_core(*arguments, **environment):
    """Run tests without the browser, on every core; True where one failed. No test at all is no failure."""
    spread = ["--numprocesses", WORKERS, "--dist", "loadgroup", "-m", "not browser"]
    return pytest(*spread, *arguments, **environment) not in (0, NO_TESTS)


def on_sqlite(template_file, chosen):
    """Run every test on the embedded defaults; True where one failed."""
    return on_every_core(*chosen, **{template.VARIABLE: template_file})


def on_postgresql(database_url, template_name, chosen):
    """Run what asks the database on PostgreSQL and Redis; True where a test failed."""
    others = [f"--ignore={path}" for path in ON_ONE_DATABASE]
    with servers.redis() as redis_url:
        where = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, template.VARIABLE: template_name}
        return on_every_core(*others, *chosen, **where)


def missing_servers():
    """What of the servers is not installed, in a sentence; "" where nothing is missing."""
    try:
        servers.postgresql_programs()
    except servers.ServerMissing as missing:
        return str(missing)
    return "" if shutil.which("redis-server") else "Redis (redis-server)"


def main():
    """Run all groups; 0 when everything passed."""
    must_have_all, chosen = os.environ.get("UPR_TEST_ALL") == "1", sys.argv[1:]
    left_out = [] if shutil.which("chromium") or shutil.which("google-chrome") else ["browser tests (Chromium)"]
    missing = missing_servers()
    if missing:
        left_out.append(f"the tests on PostgreSQL and Redis ({missing})")
    with (
        tempfile.TemporaryFile() as log,
        ThreadPoolExecutor(2) as beside,
        contextlib.nullcontext() if missing else servers.postgresql() as database_url,
    ):
        named = None if missing else beside.submit(template.on_postgresql, database_url)
        walked = beside.submit(pytest, "-m", "browser", *chosen, log=log)
        say("== On SQLite and the broker made of files")
        with template.on_sqlite() as template_file:
            failures = [on_sqlite(template_file, chosen)]
        if named:
            say("== On PostgreSQL and Redis")
            failures.append(on_postgresql(database_url, named.result(), chosen))
        failures.append(walked.result() not in (0, NO_TESTS))
        log.seek(0)
        say("== In a real browser", log.read().decode(errors="replace"))
    for group in left_out:
        say(f"LEFT OUT: {group}")
    return 1 if any(failures) or (left_out and must_have_all) else 0


def say(*lines):
    """Print at once, in the order of the groups."""
    print(*lines, sep="\n", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
