"""`python -m tests.run_all`: every test on the embedded defaults, then all but the browser on PostgreSQL and Redis.

With UPR_TEST_ALL=1 (continuous integration) a group that would be left out is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile

from tests import servers

# Rooms that never meet a database, or only fill it, prove nothing new on another one.
PURE = [
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
    "tests/tracking/forms/test_amounts.py",
    "tests/tracking/forms/test_measure.py",
    "tests/tracking/midterm/test_content.py",
    "tests/tracking/midterm/test_docx.py",
    "tests/tracking/midterm/test_html.py",
    "tests/tracking/midterm/test_matrix.py",
    "tests/tracking/midterm/test_own_template.py",
    "tests/tracking/midterm/test_pdf.py",
    "tests/tracking/midterm/test_xlsx.py",
    "tests/tracking/vlr/test_xlsx.py",
    "tests/tracking/workbook/test_round_trip.py",
    "tests/cms/test_starter_content.py",
    "tests/cms/test_building.py",
    "tests/upr_local/test_deployment.py",
    "tests/upr_local/test_settings.py",
    "tests/upr_local/test_translations.py",
    "tests/upr_local/test_ui.py",
]
WORKERS = str(max(2, os.cpu_count() or 2))


def pytest(*arguments, **environment):
    """Run pytest in a process of its own, with its own folder for files; its exit code."""
    with tempfile.TemporaryDirectory(prefix="upr-tests-") as folder:
        command = [sys.executable, "-m", "pytest", "-q", "--numprocesses", WORKERS, "--dist", "loadgroup", *arguments]
        clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        return subprocess.run(command, env={**clean, "VAR_DIR": folder, **environment}, check=False).returncode


def main():
    """Run all groups; 0 when everything passed."""
    must_have_all = os.environ.get("UPR_TEST_ALL") == "1"
    left_out = [] if shutil.which("chromium") or shutil.which("google-chrome") else ["browser tests (Chromium)"]
    print("== On SQLite and the broker made of files", flush=True)  # noqa: T201
    failed = pytest(*sys.argv[1:]) != 0
    try:
        with servers.postgresql() as database_url, servers.redis() as redis_url:
            print("== On PostgreSQL and Redis", flush=True)  # noqa: T201
            chosen = ["-m", "not browser", *(f"--ignore={path}" for path in PURE), *sys.argv[1:]]
            failed |= pytest(*chosen, DATABASE_URL=database_url, REDIS_URL=redis_url) != 0
    except servers.ServerMissing as missing:
        left_out.append(f"the tests on PostgreSQL and Redis ({missing})")
    for group in left_out:
        print(f"LEFT OUT: {group}", flush=True)  # noqa: T201
    return 1 if failed or (left_out and must_have_all) else 0


if __name__ == "__main__":
    sys.exit(main())
