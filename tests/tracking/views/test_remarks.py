"""The coordinator's remarks in the browser: kept, returned with, answered."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from tracking.models import AnswerRemark


@pytest.fixture
def submitted(review, coordinator, city, recommendation, officer, approver, now):
    """Two answers, submitted."""
    rows = [recommendation, factories.recommendation(review, "120.2")]
    row = factories.contribution(factories.call(review, coordinator), city, rows)
    row.hand_in(by=officer, now=now)
    row.approve(by=approver, now=now)
    return row


@pytest.fixture
def address(submitted):
    """The page of the remarks."""
    return reverse("tracking:contribution-remarks", args=[submitted.pk])


def sent(response, first, do="keep", words=""):
    form = response.context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    return {**data, f"text-{form.keys[0]}": first, "do": do, "words": words}


def test_remarks_are_kept_and_sent_with_the_return(submitted, address, officer, coordinator, signed_in):
    client = signed_in(coordinator)
    kept = client.post(address, sent(client.get(address), "Which year?"), follow=True).content.decode()
    assert "Your remarks are kept." in kept
    assert "Which year?" in kept
    assert "Which year?" not in signed_in(officer).get(submitted.get_absolute_url()).content.decode()
    silent = sent(client.get(address), "Which year?", "return")
    assert "Say what should be changed." in client.post(address, silent).content.decode()
    client.post(address, sent(client.get(address), "Which month?", "return", "Please look again."))
    submitted.refresh_from_db()
    assert (submitted.status, submitted.words) == ("returned", "Please look again.")
    assert "Which month?" in signed_in(officer).get(submitted.get_absolute_url()).content.decode()


def test_government_reads_each_remark_beside_its_answer_and_what_it_changed(
    submitted, address, recommendation, officer, coordinator, now, signed_in
):
    client = signed_in(coordinator)
    client.post(address, sent(client.get(address), "Which year?", "return", "Please look again."))
    submitted.refresh_from_db()
    draft = submitted.next_version(by=officer, now=now)
    writer = signed_in(officer)
    edit = reverse("tracking:answer-edit", args=[draft.pk, recommendation.pk])
    for page in (draft.get_absolute_url(), edit):
        shown = writer.get(page).content.decode()
        assert "Which year?" in shown
        assert "not changed since" in shown
    soup = BeautifulSoup(writer.get(draft.get_absolute_url()).content, "html.parser")
    assert [link["href"] for link in soup.select("main .notice li a")] == [edit]
    draft.answers.filter(recommendation=recommendation).update(headline="52 beds in 2025.")
    shown = writer.get(draft.get_absolute_url()).content.decode()
    assert "changed since" in shown
    assert "not changed since" not in shown


def test_other_coordinator_meanwhile_is_told_and_nothing_is_returned(submitted, address, state, coordinator, signed_in):
    client = signed_in(coordinator)
    mine = sent(client.get(address), "Mine.", "return", "Please look again.")
    other = signed_in(factories.member("coordinator", state))
    other.post(address, sent(other.get(address), "Theirs."))
    page = client.post(address, mine).content.decode()
    assert "Somebody saved this meanwhile: “Theirs.”" in page
    submitted.refresh_from_db()
    assert (submitted.status, AnswerRemark.objects.get().words) == ("submitted", "Theirs.")


def test_after_the_decision_the_page_leads_back(submitted, address, coordinator, now, signed_in):
    submitted.accept(by=coordinator, now=now)
    page = signed_in(coordinator).get(address, follow=True).content.decode()
    assert "decided on already" in page


def test_another_state_finds_nothing(address, stranger, outsider, signed_in):
    for person in (stranger, outsider):
        assert signed_in(person).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_questions_for_more(
    review, coordinator, city, officer, approver, now, count, signed_in, django_assert_num_queries
):
    rows = [factories.recommendation(review) for _number in range(count)]
    row = factories.contribution(factories.call(review, coordinator), city, rows)
    row.hand_in(by=officer, now=now)
    row.approve(by=approver, now=now)
    client = signed_in(coordinator)
    with django_assert_num_queries(11):
        client.get(reverse("tracking:contribution-remarks", args=[row.pk]))
