"""What the database refuses of imported files, and who takes which."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import SourceFile, SourceRow

LOST = datetime.timedelta(minutes=21)


@pytest.fixture
def make(review, coordinator, now):
    """Make a SourceFile: make(status=...)."""

    def make(**fields):
        defaults = {"review": review, "name": "matrix.docx", "sha256": "a" * 64, "file": "sources/x"}
        return SourceFile.objects.create(**{**defaults, "uploaded_by": coordinator, "uploaded_at": now, **fields})

    return make


def refused(make, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)
    return True


def test_source_file_stands_once_per_review(make, state):
    make()
    assert refused(make)
    assert make(sha256="b" * 64)
    assert make(review=factories.review(state, cycle=3))


def test_source_file_is_confirmed_by_and_at_or_neither(make, coordinator, now):
    assert make(status="confirmed", confirmed_by=coordinator, confirmed_at=now)
    assert refused(make, sha256="b" * 64, status="confirmed", confirmed_at=now)
    assert refused(make, sha256="b" * 64, status="confirmed", confirmed_by=coordinator)


@pytest.mark.parametrize("status", ["confirmed", "running", "imported", "failed"])
def test_source_file_runs_only_confirmed(make, coordinator, now, status):
    assert refused(make, status=status)
    assert make(status=status, confirmed_by=coordinator, confirmed_at=now)


def test_source_file_that_is_confirmed_is_not_previewed(make, coordinator, now):
    assert refused(make, confirmed_by=coordinator, confirmed_at=now)
    assert make()


def test_source_row_number_is_unique_in_its_file(make):
    first, second = make(), make(sha256="b" * 64)
    SourceRow.objects.create(source_file=first, number=1, place="row 1", outcome="new")
    assert SourceRow.objects.create(source_file=second, number=1, place="row 1", outcome="new")
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceRow.objects.create(source_file=first, number=1, place="row 2", outcome="new")


def test_source_rows_show_the_most_urgent_first(make):
    source_file = make()
    for number, outcome in enumerate(["same", "new", "rejected", "changed", "rejected"], start=1):
        SourceRow.objects.create(source_file=source_file, number=number, place="row", outcome=outcome)
    shown = source_file.rows.most_urgent_first().values_list("outcome", "number")
    assert list(shown) == [("rejected", 3), ("rejected", 5), ("changed", 4), ("new", 2), ("same", 1)]


def test_confirm_takes_an_undecided_file_once(make, coordinator, national_viewer, now):
    source_file = make()
    assert SourceFile.objects.confirm(source_file.pk, by=coordinator, now=now)
    assert not SourceFile.objects.confirm(source_file.pk, by=national_viewer, now=now)
    source_file.refresh_from_db()
    assert (source_file.status, source_file.confirmed_by) == ("confirmed", coordinator)


def test_confirm_takes_a_failed_file_again_and_forgets_the_failure(make, coordinator, now):
    source_file = make(
        status="failed",
        confirmed_by=coordinator,
        confirmed_at=now,
        started_at=now,
        finished_at=now,
        error="It went wrong.",
    )
    assert source_file.is_undecided
    assert SourceFile.objects.confirm(source_file.pk, by=coordinator, now=now)
    source_file.refresh_from_db()
    assert (source_file.status, source_file.error, source_file.started_at) == ("confirmed", "", None)


@pytest.mark.parametrize("status", ["confirmed", "running", "imported"])
def test_confirm_leaves_a_decided_file_alone(make, coordinator, now, status):
    source_file = make(status=status, confirmed_by=coordinator, confirmed_at=now)
    assert not source_file.is_undecided
    assert not SourceFile.objects.confirm(source_file.pk, by=coordinator, now=now)


def test_claim_has_one_winner_until_the_winner_is_lost(make, coordinator, now):
    source_file = make(status="confirmed", confirmed_by=coordinator, confirmed_at=now)
    assert SourceFile.objects.claim(source_file.pk, now=now)
    assert not SourceFile.objects.claim(source_file.pk, now=now)
    assert source_file in SourceFile.objects.waiting()
    assert SourceFile.objects.claim(source_file.pk, now=now + LOST)


def test_visible_to_the_people_of_the_state_only(make, coordinator, national_viewer, officer, stranger):
    make()
    assert SourceFile.objects.visible_to(coordinator).count() == 1
    assert SourceFile.objects.visible_to(national_viewer).count() == 1
    assert not SourceFile.objects.visible_to(officer)
    assert not SourceFile.objects.visible_to(stranger)


def test_for_listing_counts_rows_once_whatever_roles_a_person_holds(make, coordinator, state):
    factories.models.Membership.objects.create(user=coordinator, role="national-viewer", state=state)
    source_file = make()
    for number, outcome in enumerate(["new", "new", "same"], start=1):
        SourceRow.objects.create(source_file=source_file, number=number, place="row", outcome=outcome)
    (listed,) = SourceFile.objects.visible_to(coordinator).for_listing()
    counts = listed.new_count, listed.changed_count, listed.same_count, listed.rejected_count
    assert counts == (2, 0, 1, 0)
