"""An installation that stands at the first version comes up with its rows, on both databases."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FIRST = [("tracking", "0001_initial")]
ALL_PUBLIC = [("tracking", "0007_reports_keep_rows")]
LAST = [("tracking", "0008_public_documents")]


def at(targets):
    """The database brought to these migrations; the models as they were there."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def first_version(transactional_db):
    """The models of the first version, with its tables; afterwards everything is as it was."""
    yield at(FIRST)
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def test_rows_of_the_first_version_come_along(first_version, now):
    def make(model, **fields):
        return first_version.get_model("tracking", model).objects.create(**fields)

    state = make("State", iso3="XUL", iso2="XU", name="Lumeria")
    city = make("LocalGovernment", state=state, name="Altamira", slug="altamira")
    area = make("ServiceArea", code="prisons")
    make("Competence", local_government=city, service_area=area, kind="none")
    officer, gone = (make("User", email=f"{name}@example.org", password="!") for name in ("officer", "gone"))
    make("Membership", user=officer, role="officer", local_government=city)
    for person in (officer, gone):
        who = {"added_by": person, "updated_by": person, "updated_at": now}
        make("ImplementationStep", local_government=city, title=person.email, kind="service", **who)

    review = make("Review", state=state, mechanism="upr", cycle=4)
    call = make("Call", review=review, title="Input", target_date=now.date(), deadline=now.date())
    whole = {"content": "{}", "checksum": "0", "docx": ContentFile(b"PK", "r.docx"), "xlsx": ContentFile(b"", "r.xlsx")}
    report = make("Report", call=call, status="ready", asked_at=now, finished_at=now, **whole)
    report.xlsx.storage.delete(report.xlsx.name)

    reports = at(ALL_PUBLIC).get_model("tracking", "Report").objects
    who = {"locked_by_id": officer.pk, "locked_at": now, "published_by_id": officer.pk, "published_at": now}
    other = reports.create(
        call_id=call.pk, status="ready", edition=2, asked_at=now, finished_at=now, content="{}", checksum="0"
    )
    other.documents.create(kind="docx", file="r.docx", sha256="0", size=1)
    reports.filter(pk=report.pk).update(**who)

    models = at(LAST)
    assert models.get_model("tracking", "Competence").objects.get().who_can == "Lumeria"
    owners = models.get_model("tracking", "ImplementationStep").objects.values_list("title", "owner__email")
    assert dict(owners) == {"officer@example.org": "officer@example.org", "gone@example.org": None}
    documents = models.get_model("tracking", "ReportDocument").objects
    assert not documents.get(report=other.pk).is_public
    document = documents.get(report=report.pk)  # the spreadsheet is gone from the disk
    assert document.is_public  # what everybody could read stays readable
    assert (document.kind, document.size, document.sha256) == ("docx", 2, hashlib.sha256(b"PK").hexdigest())
    assert document.file.read() == b"PK"
