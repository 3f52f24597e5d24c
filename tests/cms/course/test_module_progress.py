"""Progress is one row a person and module, and only gets better."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from cms.course.marks import ModuleMark, Standing
from cms.models import ModuleProgress
from tests import factories
from tracking import personal_account

KEY = uuid.uuid4()
MAY, JUNE = datetime.date(2026, 5, 1), datetime.date(2026, 6, 1)


@pytest.fixture
def learner(db):
    """Somebody with an account."""
    return factories.person()


@pytest.mark.parametrize(
    "fields, name",
    [
        ({"best_score": 101}, "module_progress_score_is_percent"),
        ({"best_score": 0, "passed_on": MAY}, "module_progress_passed_with_a_score"),
    ],
)
def test_impossible_scores_are_refused(learner, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ModuleProgress.objects.create(person=learner, module=KEY, **fields)
    ModuleProgress.objects.create(person=learner, module=KEY, best_score=100, passed_on=MAY)


def test_one_row_a_person_and_module(learner):
    ModuleProgress.objects.create(person=learner, module=KEY)
    ModuleProgress.objects.create(person=learner, module=uuid.uuid4())
    ModuleProgress.objects.create(person=factories.person(), module=KEY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ModuleProgress.objects.create(person=learner, module=KEY)


def test_best_score_and_first_day_stay(learner):
    stored = []
    for score, day in ((40, None), (80, JUNE), (60, None), (70, MAY), (90, JUNE)):
        ModuleProgress.objects.record(learner, KEY, score, passed_on=day)
        row = ModuleProgress.objects.get()
        stored.append((row.best_score, row.passed_on))
    assert stored == [(40, None), (80, JUNE), (80, JUNE), (80, MAY), (90, MAY)]


def test_marks_merge_to_the_best():
    low, high = ModuleMark(40), ModuleMark(80, JUNE)
    assert low.better(None) == low
    assert low.better(high) == high.better(low) == high
    assert high.better(ModuleMark(70, MAY)) == ModuleMark(80, MAY)


class Module:
    """A module as a standing sees it."""

    minutes = 10

    def __init__(self, has_quiz=True):
        self.has_quiz = has_quiz


def test_course_is_complete_when_every_module_with_a_quiz_is_passed():
    first, second, reading = Module(), Module(), Module(has_quiz=False)
    half = Standing([(first, ModuleMark(80, JUNE)), (reading, None), (second, ModuleMark(60))])
    assert (half.missing, half.is_complete, half.completed_on) == ([second], False, None)
    whole = Standing([(first, ModuleMark(80, JUNE)), (reading, None), (second, ModuleMark(90, MAY))])
    assert (whole.missing, whole.is_complete, whole.completed_on, whole.minutes) == ([], True, JUNE, 30)
    assert not Standing([(reading, None)]).is_complete


def test_account_takes_progress_along_and_erases_it(officer, approver, now, module):
    for person in (officer, approver):
        ModuleProgress.objects.record(person, module.translation_key, 80, passed_on=MAY)
    ModuleProgress.objects.record(officer, KEY, 10, passed_on=None)
    assert personal_account.export(officer)["course"] == [
        {"module": "Duties", "best_score": 80, "passed_on": MAY},
        {"module": str(KEY), "best_score": 10, "passed_on": None},
    ]
    personal_account.erase(officer, by=officer, now=now)
    assert [row.person for row in ModuleProgress.objects.all()] == [approver]
