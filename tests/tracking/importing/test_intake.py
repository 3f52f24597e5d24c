"""Handing a file in, looking at its preview, confirming and discarding it."""

import datetime
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.tracking.importing import files
from tracking import importing
from tracking.importing.intake import display_name
from tracking.models import (
    CalendarEntry,
    Event,
    Group,
    Recommendation,
    Review,
    Session,
    SourceFile,
    Theme,
)

Confirmation = importing.Confirmation


def stored_files(settings):
    return (
        [path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()] if settings.PRIVATE_ROOT.exists() else []
    )


def test_receive_keeps_the_bytes_under_a_random_name(receive, review, coordinator, now, settings):
    source_file = receive(files.upload(name="Matrix of Lumeria.docx"))
    (stored,) = stored_files(settings)
    assert stored.read_bytes() == source_file.file.open().read()
    assert zipfile.is_zipfile(stored)
    assert "Matrix" not in stored.name
    assert (source_file.name, source_file.layout) == ("Matrix of Lumeria.docx", "ohchr_matrix")
    assert (source_file.uploaded_by, source_file.uploaded_at) == (coordinator, now)
    assert (source_file.status, source_file.review) == ("previewed", review)


def test_receive_previews_and_imports_nothing(receive):
    source_file = receive(files.upload(*files.samples(2)))
    assert list(source_file.rows.values_list("number", "paragraph", "text", "outcome")) == [
        (1, "120.1", files.TEXT, "new"),
        (2, "120.2", files.TEXT, "new"),
    ]
    assert not Recommendation.objects.exists()


def test_receive_makes_the_review_from_the_calendar(receive, state):
    session = Session.objects.create(number=47, cycle=4, month=datetime.date(2024, 11, 1))
    CalendarEntry.objects.create(state=state, session=session, cycle=4)
    review = receive(files.upload()).review
    assert (review.state, review.cycle, review.session) == (state, 4, 47)
    assert review.review_date == datetime.date(2024, 11, 1)


@pytest.mark.parametrize("content", [b"", b"just words", b"%PDF-1.7 ...", b"PK\x03\x04 broken"])
def test_receive_of_what_cannot_be_read_keeps_nothing(receive, state, content, settings):
    with pytest.raises(importing.Unreadable):
        receive(SimpleUploadedFile("matrix.docx", content))
    assert not SourceFile.objects.exists()
    assert not Review.objects.exists()
    assert not stored_files(settings)


def test_receive_of_the_same_bytes_names_the_earlier_file(receive, settings):
    earlier = receive(files.upload())
    with pytest.raises(importing.AlreadyReceived) as caught:
        receive(files.upload(name="another name.docx"))
    assert caught.value.earlier == earlier
    assert SourceFile.objects.count() == len(stored_files(settings)) == 1


def test_receive_of_the_same_bytes_for_another_review_is_fine(receive):
    receive(files.upload())
    receive(files.upload(), cycle=3)
    assert SourceFile.objects.count() == 2


def test_receive_of_the_same_bytes_in_the_same_moment_names_the_earlier_file(receive, settings, monkeypatch):
    """The second one passed the first check before the first one was stored."""
    earlier = receive(files.upload())
    checks = iter([None])

    def late(*arguments, original=importing.intake._refuse_repeat):
        return next(checks) if checks.__length_hint__() else original(*arguments)

    monkeypatch.setattr(importing.intake, "_refuse_repeat", late)
    with pytest.raises(importing.AlreadyReceived) as caught:
        receive(files.upload())
    assert caught.value.earlier == earlier
    assert SourceFile.objects.count() == len(stored_files(settings)) == 1


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\matrix.docx", "matrix.docx"),
        ("harmless\u202excod.exe", "harmlessxcod.exe"),
        ("zero\u200bwidth\x00.docx", "zerowidth.docx"),
        ("  two   blanks.docx ", "two blanks.docx"),
        ("\u202e", "-"),
        ("x" * 300 + ".docx", "x" * 249 + "….docx"),
        ("x" * 300, "x" * 255),
        ("مصفوفة.docx", "مصفوفة.docx"),
    ],
)
def test_display_name_is_harmless_and_short(hostile, shown):
    assert display_name(hostile) == shown
    assert len(display_name(hostile)) <= 255


def test_preview_shows_old_and_new_in_words(run, receive):
    run(files.sample())
    source_file = receive(files.upload(files.sample(position="Noted", states=("Farland",), themes=("Right to quiet",))))
    row = source_file.rows.get()
    assert row.outcome == "changed"
    assert row.changes == [
        {"name": "position", "field": "Position of the State", "old": "supported", "new": "noted"},
        {"name": "recommending_states", "field": "Recommending States", "old": "Nearland", "new": ""},
        {"name": "themes", "field": "Themes", "old": "Right to adequate housing", "new": "Right to quiet"},
    ]


def test_preview_says_what_to_look_at_and_writes_no_words(receive):
    row = files.sample(themes=("Right to quiet",), groups=("Night workers",), states=("Atlantis",), goals=("5 - X",))
    source_file = receive(files.upload(row))
    (shown,) = source_file.rows.all()
    assert shown.notices == [
        "New theme “Right to quiet”: it joins the themes of cycle 4, without a cluster.",
        "New group of persons “Night workers”: it joins the list of groups.",
        "“Atlantis” is no State that this site knows; no State is linked for it.",
        "Goal 5 is not among the site's reference data and was left out.",
    ]
    assert shown.outcome == "new"
    assert not Theme.objects.filter(name="Right to quiet").exists()
    assert not Group.objects.filter(code="night-workers").exists()


def test_preview_names_the_place_and_reason_of_a_rejected_row(receive):
    source_file = receive(files.upload(files.sample("120.1"), files.sample("120.2", position="Perhaps")))
    row = source_file.rows.get(outcome="rejected")
    assert (row.paragraph, row.place) == ("120.2", "table 1, row 4")
    assert len(row.problems) == 1


def test_preview_again_follows_what_is_stored_now(receive, run):
    source_file = receive(files.upload(*files.samples(2)))
    run(files.sample("120.1"))
    comparison = importing.preview(source_file)
    assert comparison.counts == {"new": 1, "changed": 0, "same": 1, "rejected": 0}
    assert list(source_file.rows.values_list("outcome", flat=True)) == ["same", "new"]


def test_preview_lists_recommendations_that_the_file_lacks(receive, run):
    run(*files.samples(2))
    source_file = receive(files.upload(files.sample("120.2"), files.sample("120.3", position="Perhaps")))
    assert importing.missing_from(source_file) == ["120.1"]


def test_confirm_names_who_and_when(receive, coordinator, now):
    source_file = receive(files.upload())
    assert importing.confirm(source_file, by=coordinator, now=now) == Confirmation.DONE
    source_file.refresh_from_db()
    assert (source_file.status, source_file.confirmed_by, source_file.confirmed_at) == ("confirmed", coordinator, now)


def test_confirm_a_second_time_is_too_late(receive, coordinator, now):
    source_file = receive(files.upload())
    importing.confirm(source_file, by=coordinator, now=now)
    # The second one still holds the file as it was before the first one.
    assert importing.confirm(source_file, by=coordinator, now=now) == Confirmation.TOO_LATE
    source_file.refresh_from_db()
    assert importing.confirm(source_file, by=coordinator, now=now) == Confirmation.TOO_LATE


def test_confirm_of_an_outdated_preview_shows_it_anew_first(receive, run, coordinator, now):
    source_file = receive(files.upload(*files.samples(2)))
    run(files.sample("120.1"))
    assert importing.confirm(source_file, by=coordinator, now=now) == Confirmation.OUTDATED
    source_file.refresh_from_db()
    assert source_file.status == "previewed"
    assert source_file.rows.get(paragraph="120.1").outcome == "same"
    assert importing.confirm(source_file, by=coordinator, now=now) == Confirmation.DONE


def test_discard_removes_file_and_rows_and_leaves_a_trace(
    receive, coordinator, now, settings, django_capture_on_commit_callbacks
):
    source_file = receive(files.upload())
    pk = source_file.pk
    with django_capture_on_commit_callbacks(execute=True):
        assert importing.discard(source_file, by=coordinator, now=now)
    assert not SourceFile.objects.exists()
    assert not stored_files(settings)
    event = Event.objects.get(verb="removed", object_kind="sourcefile", object_id=pk)
    assert (event.by, event.at) == (coordinator, now)


def test_discard_of_a_confirmed_file_is_too_late(receive, coordinator, now, settings):
    source_file = receive(files.upload())
    importing.confirm(source_file, by=coordinator, now=now)
    assert not importing.discard(source_file, by=coordinator, now=now)
    assert SourceFile.objects.get().rows.exists()
    assert stored_files(settings)
    assert not Event.objects.filter(verb="removed").exists()


def test_discarded_file_can_be_handed_in_again(receive, coordinator, now):
    importing.discard(receive(files.upload()), by=coordinator, now=now)
    assert receive(files.upload()).status == "previewed"


def test_files_of_two_states_do_not_meet(receive):
    elsewhere = factories.state("XOT", "XO", "Otheria")
    receive(files.upload())
    assert receive(files.upload(), state=elsewhere).review.state == elsewhere
