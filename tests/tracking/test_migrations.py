"""An installation that stands at the first version comes up with its rows, on both databases."""

import contextlib
import datetime
import hashlib
import shutil

import pytest
from django.core.files.base import ContentFile
from django.db import connection, connections
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.xdist_group("migrations")  # one process makes the old version that several tests copy
FIRST = [("tracking", "0001_initial")]
ALL_PUBLIC = [("tracking", "0007_reports_keep_rows")]
PUBLIC_DOCUMENTS = [("tracking", "0008_public_documents")]
LAST = [("tracking", "0011_reminders_kept")]
STEPS = [*LAST, ("cms", "0003_search_words")]
IN_ONE_GO = [("tracking", "0001_squashed_0011_reminders_kept"), ("cms", "0001_squashed_0003_search_words")]


def at(targets):
    """The database brought to these migrations step by step; the models as they were there."""
    executor = MigrationExecutor(connection)
    executor.loader = steps()
    executor.migrate(targets)
    return steps().project_state(targets).apps


def steps():
    """The migrations one by one, without those that stand for all of them."""
    return MigrationLoader(connection, replace_migrations=False)


@contextlib.contextmanager
def standing_in(path):
    """A database file stands in for that of the tests: nothing but tracking is migrated there, and only forward,
    so that no page of the CMS is made and unmade."""
    present = connections["default"]
    beside = present.copy("default")
    beside.settings_dict["NAME"] = str(path)
    connections["default"] = beside
    try:
        yield
    finally:
        beside.close()
        connections["default"] = present


@pytest.fixture(scope="module")
def migrated_before_stages(django_db_setup, django_db_blocker, tmp_path_factory):
    """An empty database in the version before reminders had stages, to copy."""
    path = tmp_path_factory.mktemp("past") / "before_stages.sqlite3"
    with django_db_blocker.unblock(), standing_in(path):
        at(PUBLIC_DOCUMENTS)
    return path


@pytest.fixture
def first_version(db, tmp_path):
    """The models of the first version, with its tables."""
    with standing_in(tmp_path / "past.sqlite3"):
        yield at(FIRST)


@pytest.fixture
def before_stages(db, migrated_before_stages, tmp_path):
    """make(model, **fields) in the version before reminders had stages."""
    path = shutil.copy(migrated_before_stages, tmp_path / "past.sqlite3")
    with standing_in(path):
        models = steps().project_state(PUBLIC_DOCUMENTS).apps
        yield lambda model, **fields: models.get_model("tracking", model).objects.create(**fields)


def test_new_installation_and_one_of_the_first_version_come_to_the_same_tables():
    by_steps = MigrationLoader(None, replace_migrations=False).project_state(STEPS)
    in_one_go = MigrationLoader(None).project_state(IN_ONE_GO)
    assert {"tracking", "cms"} <= {app for app, _ in in_one_go.models}
    for there, here in ((by_steps, in_one_go), (in_one_go, by_steps)):
        assert not MigrationAutodetector(there, here)._detect_changes()


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

    models = at(PUBLIC_DOCUMENTS)
    assert models.get_model("tracking", "Competence").objects.get().who_can == "Lumeria"
    owners = models.get_model("tracking", "ImplementationStep").objects.values_list("title", "owner__email")
    assert dict(owners) == {"officer@example.org": "officer@example.org", "gone@example.org": None}
    documents = models.get_model("tracking", "ReportDocument").objects
    assert not documents.get(report=other.pk).is_public
    document = documents.get(report=report.pk)  # the spreadsheet is gone from the disk
    assert document.is_public  # what everybody could read stays readable
    assert (document.kind, document.size, document.sha256) == ("docx", 2, hashlib.sha256(b"PK").hexdigest())
    assert document.file.read() == b"PK"


def test_reminders_that_were_sent_come_along(before_stages, now):
    make, today, lines = before_stages, now.date(), {}
    cities = {
        name: make("LocalGovernment", state=make("State", iso3=iso3, iso2=iso3[:2], name=iso3), name=name, slug=name)
        for name, iso3 in (("altamira", "XUL"), ("faraway", "YOT"))
    }
    ada, ben = (make("User", email=f"{name}@example.org", password="!") for name in ("ada", "ben"))
    rules = {days: make("ReminderRule", kind="call-deadline", days_before=days) for days in (14, 0, -7)}
    rules[-30] = make("ReminderRule", kind="call-deadline", days_before=-30, tells_coordinator=True)
    for days in (30, 23, 17, 12):  # 30 is a stage that was switched off; the others stood by for reminders by hand
        rules[days] = make("ReminderRule", kind="call-deadline", days_before=days, is_active=False)
    make("ReminderRule", kind="step-due", days_before=-7)

    def sent(name, days, person, city="altamira", hours=0, status="sent"):
        at_hour = now + datetime.timedelta(hours=hours)
        times = {"selected_at": at_hour, "claimed_at": at_hour, "finished_at": at_hour}
        mail = make("ReminderDelivery", recipient=person, language="en", local_date=today, status=status, **times)
        fields = {"recipient": person, "local_government": cities[city], "object_id": 1, "due_date": today}
        lines[name] = make("ReminderItem", delivery=mail, rule=rules[days], **fields).pk

    sent("newest by hand", 17, ada, hours=2)  # its row is the older one: the time of the mail decides
    sent("older by hand", 23, ada, hours=1)
    sent("by hand to another", 23, ben)
    sent("by hand elsewhere", 23, ada, city="faraway")
    sent("stage", 14, ada)
    sent("switched off", 30, ada)

    models = at(LAST)
    rows = models.get_model("tracking", "ReminderRule").objects
    found = set(rows.values_list("kind", "days_before", "reach", "is_active"))
    deadline = {(14, "own", True), (0, "own", True), (-7, "alternate", True), (-30, "coordinator", True)}
    deadline |= {(30, "own", False), (12, "own", False)}  # 12 has no lines: nothing to move
    assert found == {("call-deadline", *row) for row in deadline} | {
        ("by-hand", 0, "own", True),
        ("step-due", -7, "own", True),
    }
    items = models.get_model("tracking", "ReminderItem").objects.in_bulk()
    kept = {name: items[pk] for name, pk in lines.items() if pk in items}
    assert {name: (row.rule.kind, row.rule.days_before) for name, row in kept.items()} == {
        "newest by hand": ("by-hand", 0),
        "by hand to another": ("by-hand", 0),
        "by hand elsewhere": ("by-hand", 0),
        "stage": ("call-deadline", 14),
        "switched off": ("call-deadline", 30),
    }
    assert {name for name, row in kept.items() if row.state.iso3 == "YOT"} == {"by hand elsewhere"}
    assert all(row.state_id == row.local_government.state_id and row.due_date == today for row in items.values())
    mails = models.get_model("tracking", "ReminderDelivery").objects
    assert mails.count() == 6 and not mails.filter(is_digest=True).exists()  # five of one person on one day


def test_stage_that_somebody_chose_stays_and_certain_dates_stay_certain(before_stages, now):
    make, day = before_stages, now.date()
    make("ReminderRule", kind="call-deadline", days_before=-7, is_active=False)
    make("ReminderRule", kind="call-deadline", days_before=45, is_active=False)
    state = make("State", iso3="XUL", iso2="XU", name="Lumeria")
    ahead = datetime.date(2999, 1, 1)
    announced = {"midterm_date_override": ahead, "override_source": "note"}
    for cycle, fields in enumerate([{"adoption_date": day}, {"adoption_date": ahead}, announced, {}]):
        make("Review", state=state, mechanism="upr", cycle=cycle, **fields)

    models = at(LAST)
    rules = models.get_model("tracking", "ReminderRule").objects.order_by("days_before")
    assert list(rules.values_list("kind", "days_before", "reach", "is_active")) == [
        ("call-deadline", -7, "own", False),
        ("call-deadline", 45, "own", False),
    ]
    reviews = models.get_model("tracking", "Review").objects.order_by("cycle")
    assert list(reviews.values_list("is_adoption_confirmed", "is_override_confirmed")) == [
        (True, False),
        (False, False),
        (False, True),
        (False, False),
    ]
