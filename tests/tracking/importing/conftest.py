import pytest

from tests.tracking.importing import files
from tracking import importing


@pytest.fixture(autouse=True)
def words(db):
    """The reference data that the files of these tests name."""
    files.words()


@pytest.fixture
def receive(state, coordinator, now):
    """Hand in an uploaded file: receive(files.upload(...))."""

    def receive(upload, **fields):
        defaults = {"state": state, "cycle": 4, "language": "en", "by": coordinator, "now": now}
        return importing.receive(upload, **{**defaults, **fields})

    return receive


@pytest.fixture
def run(receive, coordinator, now):
    """Hand in a file of these samples, confirm and import it; return its SourceFile."""

    def run(*samples, **fields):
        source_file = receive(files.upload(*samples), **fields)
        importing.confirm(source_file, by=coordinator, now=now)
        importing.run(source_file.pk, now=now)
        source_file.refresh_from_db()
        return source_file

    return run
