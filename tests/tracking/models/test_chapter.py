"""The chapters of a call's report: their order, what no report does without, and the rules of the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking import models
from tracking.models.chapter import PlannedChapter

CODES = list(models.ReportChapter.Code.values)


def refused(**fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        models.ReportChapter.objects.create(**fields)
    return True


def plan(*codes, **budgets):
    return [PlannedChapter(code, True, budgets.get(code)) for code in codes]


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


def test_chapters_of_a_call_without_rows_are_all_of_them_in_the_default_order(call):
    assert models.ReportChapter.objects.of_call(call) == [(code, True, None) for code in CODES]


def test_chapters_stay_as_they_were_arranged(call, coordinator, now):
    wanted = plan(*reversed(CODES), progress=6000)
    wanted[2] = wanted[2]._replace(is_included=False)
    models.ReportChapter.objects.arrange(call, wanted, 9000, by=coordinator, now=now)
    assert models.ReportChapter.objects.of_call(call) == wanted
    call.refresh_from_db()
    assert call.word_budget == 9000
    event = models.Event.objects.get()
    assert event.before == {"chapters": CODES, "word_budget": 10_700}
    assert event.after["words_progress"] == 6000
    assert wanted[2].code not in event.after["chapters"]
    models.ReportChapter.objects.arrange(call, wanted, 9000, by=coordinator, now=now)  # the same once more
    assert models.Event.objects.count() == 1
    assert models.ReportChapter.objects.count() == len(CODES)


def test_chapter_that_nobody_arranged_comes_last(call):
    models.ReportChapter.objects.create(call=call, code="pledges", order=1, is_included=False)
    found = models.ReportChapter.objects.of_call(call)
    assert found[0] == ("pledges", False, None)
    assert sorted(chapter.code for chapter in found) == sorted(CODES)


@pytest.mark.parametrize("code", ["summary", "methodology", "progress"])
def test_report_does_not_do_without(code, call, coordinator, now):
    wanted = [chapter._replace(is_included=chapter.code != code) for chapter in plan(*CODES)]
    with pytest.raises(ValidationError, match="No report does without"):
        models.ReportChapter.objects.arrange(call, wanted, 9000, by=coordinator, now=now)
    assert not models.ReportChapter.objects.exists()
    assert not models.Event.objects.exists()


def test_chapters_of_a_locked_report_stay(call, coordinator, now):
    factories.report(call, locked_by=coordinator, locked_at=now)
    with pytest.raises(ValidationError, match="locked"):
        models.ReportChapter.objects.arrange(call, plan(*CODES), 1, by=coordinator, now=now)
    assert not models.ReportChapter.objects.exists()


def test_database_refuses_a_chapter_twice_and_one_that_nobody_knows(call):
    models.ReportChapter.objects.create(call=call, code="pledges", order=1)
    assert refused(call=call, code="pledges", order=2)
    assert refused(call=call, code="weather", order=2)
