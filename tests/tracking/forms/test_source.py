"""The form that takes a file in: which reviews it offers."""

import datetime

import pytest

from tests import factories
from tests.tracking.importing import files
from tracking.forms.source import SourceFileForm
from tracking.models import CalendarEntry, Session, State

TODAY = datetime.date(2026, 3, 10)


def form(*states, **sent):
    states = State.objects.filter(pk__in=[state.pk for state in states])
    return SourceFileForm(states, TODAY, sent or None, {"file": files.upload()} if sent else None)


def in_session(state, number, cycle, month, starts=None):
    session = Session.objects.create(number=number, cycle=cycle, month=month, starts=starts)
    CalendarEntry.objects.create(state=state, session=session, cycle=cycle)


def test_form_names_sessions_of_the_calendar(state):
    in_session(state, 33, 3, datetime.date(2019, 5, 1), datetime.date(2019, 5, 6))
    in_session(state, 53, 4, datetime.date(2026, 11, 1))
    labels = [label for _value, label in form(state).fields["review"].choices]
    assert labels == [
        "Lumeria, cycle 4 (session 53, November 2026)",
        "Lumeria, cycle 3 (session 33, May 2019)",
        "Lumeria, cycle 2",
        "Lumeria, cycle 1",
    ]


def test_form_proposes_the_newest_review_that_took_place(state):
    in_session(state, 33, 3, datetime.date(2019, 5, 1))
    in_session(state, 53, 4, datetime.date(2026, 11, 1))
    assert form(state).fields["review"].initial == "XUL-3"


def test_form_believes_the_review_before_the_calendar(state):
    in_session(state, 53, 4, datetime.date(2026, 11, 1))
    factories.review(state)
    assert form(state).fields["review"].choices[0] == ("XUL-4", "Lumeria, cycle 4 (session 47, November 2024)")


def test_form_offers_later_cycles_once_they_are_in_the_calendar(state):
    in_session(state, 60, 5, datetime.date(2029, 5, 1))
    assert [value for value, _label in form(state).fields["review"].choices][0] == "XUL-5"


def test_form_cleans_the_review_to_state_and_cycle(state):
    other = factories.state("XOT", "XO", "Otheria")
    sent = form(state, other, review="XOT-2", language="en")
    assert sent.is_valid()
    assert sent.cleaned_data["review"] == (other, 2)


@pytest.mark.parametrize("fields", [{"review": "XOT-4"}, {"review": "XUL-9"}, {"review": ""}, {"language": "xx"}])
def test_form_refuses_what_it_does_not_offer(state, fields):
    factories.state("XOT", "XO", "Otheria")
    sent = form(state, **{"review": "XUL-4", "language": "en", **fields})
    assert not sent.is_valid()
    assert list(sent.errors) == list(fields)
