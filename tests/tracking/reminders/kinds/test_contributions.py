"""Input on its way: returned, waiting for a second person, excerpts to confirm, used in a published report."""

import datetime

import pytest

from tests import factories
from tracking import reminders
from tracking.models import ReminderItem

DAY = datetime.timedelta(days=1)


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


@pytest.fixture
def waiting(call, city, officer, recommendation, now):
    """Input that the officer handed in."""
    row = factories.contribution(call, city, [recommendation])
    row.hand_in(by=officer, now=now)
    return row


@pytest.fixture
def returned(waiting, approver, coordinator, now):
    """Input that the coordinator returned."""
    waiting.approve(by=approver, now=now)
    waiting.return_("Give a date.", by=coordinator, now=now)
    return waiting


@pytest.fixture
def shown(call, city, officer, approver, coordinator, recommendation, now):
    """An excerpt that the government may confirm until 24 March."""
    row = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    use = factories.excerpt(row.answers.get(), coordinator)
    call.send_excerpts(now.date() + 14 * DAY, by=coordinator, now=now)
    return use


def test_returned_input_is_told_at_once_beside_the_days_mail(rule, city, officer, hear, now, request):
    rule("returned")
    rule("step-due")
    factories.step(city, officer, due_date=now.date())
    hear(now)
    row = request.getfixturevalue("returned")
    heard = hear(now)
    (line,) = heard[officer]
    assert line["path"] == row.get_absolute_url()
    assert "with a comment" in line["facts"][0]
    assert hear(now) == {} == hear(now + DAY)


def test_later_stage_of_a_return_waits_for_the_days_mail(rule, returned, city, officer, hear, now):
    rule("returned", -7)
    rule("step-due")
    factories.step(city, officer, due_date=now.date() + 7 * DAY)
    assert len(hear(now + 7 * DAY)[officer]) == 2
    assert list(ReminderItem.objects.values_list("delivery__is_digest", flat=True)) == [True, True]


def test_next_version_answers_a_return(rule, returned, officer, hear, now):
    rule("returned")
    rule("returned", -7)
    assert officer in hear(now)
    returned.next_version(by=officer, now=now)
    assert hear(now + 7 * DAY) == {}


def test_return_counts_remarks_and_says_none_of_them(rule, returned, officer, coordinator, hear, now):
    rule("returned")
    type(returned.answers.get()).remark.related.related_model.objects.create(
        answer=returned.answers.get(), words="Whose beds?", by=coordinator, at=now
    )
    (line,) = hear(now)[officer]
    assert line["facts"][1] == "1 answer has a remark."
    assert "Whose beds" not in str(line) and "Give a date" not in str(line)


def test_returned_is_dated_by_the_day_at_the_governments_place(rule, returned, city, officer, hear, now):
    rule("returned")
    city.time_zone = "Pacific/Auckland"
    city.save()
    type(returned).objects.update(decided_at=now.replace(hour=23))  # 11 March there
    hear(now + DAY)
    assert ReminderItem.objects.get().due_date == now.date() + DAY


def test_approval_waits_for_the_approver_and_not_for_who_prepared_it(rule, waiting, officer, approver, hear, now):
    rule("approval")
    ((person, (line,)),) = hear(now).items()
    assert person == approver
    assert line["facts"] == ["The input was handed in on 10 March 2026 and waits for the approval of a second person."]
    assert line["path"] == waiting.get_absolute_url()


def test_approver_who_prepared_it_alone_leaves_the_word_to_the_coordinator(
    rule, call, city, approver, coordinator, recommendation, hear, now
):
    rule("approval")
    factories.contribution(call, city, [recommendation]).hand_in(by=approver, now=now)
    ((person, (line,)),) = hear(now).items()
    assert (person, line["path"]) == (coordinator, call.get_absolute_url())


def test_approved_input_waits_no_more(rule, waiting, approver, hear, now):
    rule("approval", -3)
    waiting.approve(by=approver, now=now)
    assert hear(now + 3 * DAY) == {}


def test_handed_in_again_is_told_again_under_the_new_day(rule, waiting, officer, approver, hear, now):
    rule("approval")
    assert approver in hear(now)
    waiting.send_back("Shorter.", by=approver, now=now)
    waiting.hand_in(by=officer, now=now + 2 * DAY)
    assert approver in hear(now + 2 * DAY)


def test_answers_typed_in_on_behalf_are_approved_by_another_coordinator(
    rule, state, call, city, coordinator, recommendation, hear, now
):
    rule("approval")
    second = factories.member("coordinator", state)
    row = factories.contribution(call, city, [recommendation], on_behalf_of="town hall, by phone")
    row.hand_in(by=coordinator, now=now)
    ((person, (line,)),) = hear(now).items()
    assert (person, line["path"]) == (second, row.get_absolute_url())


def test_excerpts_are_counted_for_who_may_confirm(rule, shown, call, city, officer, approver, hear, now):
    rule("excerpts", 14)
    ((person, (line,)),) = hear(now).items()
    assert person == approver
    assert line["facts"][0].startswith("1 excerpt of your input")
    assert line["path"] == f"/en/my-work/{city.pk}/calls/{call.pk}/feedback/"
    assert "beds" not in str(line)


@pytest.mark.parametrize("answer", ["confirm", "object", "close"])
def test_excerpts_that_were_answered_wait_no_more_and_closing_the_call_ends_nothing(
    rule, shown, call, approver, coordinator, hear, now, answer
):
    rule("excerpts", 3)
    if answer == "confirm":
        shown.confirm(by=approver, now=now)
    elif answer == "object":
        shown.object("It is 41 beds.", by=approver, now=now)
    else:
        call.close(by=coordinator, now=now)
    assert (approver in hear(now + 11 * DAY)) is (answer == "close")


def test_excerpts_under_another_day_are_left_out(rule, shown, call, approver, coordinator, hear, now):
    rule("excerpts", 14)
    reminders.select_due(now)
    call.send_excerpts(now.date() + 30 * DAY, by=coordinator, now=now)
    assert hear(now) == {}
    assert ReminderItem.objects.get().left_out == "moved"


def test_published_report_is_told_once_to_each_government_that_is_in_it(
    rule, call, city, other_city, officer, approver, outsider, coordinator, recommendation, hear, now
):
    rule("published")
    row = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    report = factories.locked(call, coordinator)
    report.contributions.set([row])
    assert hear(now) == {}
    report.publish(report.documents.values("pk"), by=coordinator, now=now)
    ((person, (line,)),) = hear(now).items()
    assert (person, line["path"]) == (officer, f"/en/my-work/{city.pk}/calls/{call.pk}/feedback/")
    report.unpublish(by=coordinator, now=now)
    report.publish(report.documents.values("pk"), by=coordinator, now=now + 3 * DAY)
    assert hear(now + 3 * DAY) == {}


def test_published_report_is_no_news_for_the_coordinator_where_nobody_is_left(
    rule, call, city, officer, approver, coordinator, recommendation, hear, now
):
    rule("published")
    row = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    factories.locked(call, coordinator, published=True).contributions.set([row])
    for person in (officer, approver):
        person.memberships.all().delete()
    assert hear(now) == {}


def test_report_taken_back_before_the_mail_is_not_told(
    rule, call, city, officer, approver, coordinator, recommendation, hear, now
):
    rule("published")
    row = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    report = factories.locked(call, coordinator, published=True)
    report.contributions.set([row])
    assert len(reminders.select_due(now)) == 1
    report.unpublish(by=coordinator, now=now)
    assert hear(now) == {}
