"""Steps: due, overdue and quiet, and never a title that should stay at home."""

import datetime

import pytest

from tests import factories
from tracking.models import ReminderItem

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def stages(rule):
    for days in (14, 0, -7):
        rule("step-due", days)
    rule("step-stale")


def test_step_due_long_ago_stays_off_the_mails(city, officer, hear, now):
    factories.step(city, officer, due_date=now.date() - 61 * DAY)
    assert hear(now) == {}
    factories.step(city, officer, due_date=now.date() - 60 * DAY)
    assert len(hear(now)) == 1


@pytest.mark.parametrize("fields", [{"status": "done", "end_date": datetime.date(2026, 3, 1)}, {"due_date": None}])
def test_step_that_is_done_or_without_a_day_is_silent(city, officer, hear, now, fields):
    factories.step(city, officer, **{"due_date": now.date(), **fields})
    assert hear(now) == {}


@pytest.mark.parametrize(
    "is_sensitive, visibility, shown", [(False, "public", True), (True, "public", False), (False, "restricted", False)]
)
def test_sensitive_step_has_no_title_in_the_mail(
    city, officer, recommendation, hear, now, is_sensitive, visibility, shown
):
    recommendation.is_sensitive = is_sensitive
    recommendation.save()
    follow_up = factories.follow_up(city, recommendation, officer)
    factories.step(city, officer, [follow_up], due_date=now.date(), visibility=visibility)
    (line,) = hear(now)[officer]
    assert ("Open a night shelter" in str(line)) is shown
    assert "afford" not in str(line)


@pytest.mark.parametrize("updated, is_told", [("2025-09-10", True), ("2025-09-12", False)])
def test_step_without_news_for_six_months(city, officer, hear, now, updated, is_told):
    at = datetime.datetime.fromisoformat(f"{updated}T10:00+00:00")
    step = factories.step(city, officer, due_date=None, updated_at=at)
    assert (officer in hear(now)) is is_told
    if is_told:
        item = ReminderItem.objects.get()
        assert (item.object_id, item.due_date) == (step.pk, now.date())


def test_news_end_the_quiet(city, officer, hear, now):
    step = factories.step(city, officer, due_date=None, updated_at=now - 200 * DAY)
    type(step).objects.filter(pk=step.pk).update(updated_at=now)
    assert hear(now) == {}


def test_day_off_brings_the_warning_forward_and_the_overdue_one_back(city, officer, hear, now):
    """Due on Sunday 15 March: told on Friday 13; a week overdue on Sunday 22: told on Monday 23."""
    factories.step(city, officer, due_date=datetime.date(2026, 3, 15))
    told = [day for day in range(25) if hear(now + day * DAY)]
    assert [(now + day * DAY).date().isoformat() for day in told] == ["2026-03-10", "2026-03-13", "2026-03-23"]
