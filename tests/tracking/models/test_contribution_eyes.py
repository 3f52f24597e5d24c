"""Four eyes: nobody approves or accepts their own work, in the government's place or with two roles."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking.models import Event


@pytest.fixture
def second(state):
    """Another coordinator of the State."""
    return factories.member("coordinator", state)


@pytest.fixture
def make(review, coordinator, city, recommendation):
    """A function: a draft of the city in a call of its own; `on_behalf_of` says who answered."""

    def draft(on_behalf_of="The mayor", **fields):
        call = factories.call(review, coordinator)
        return factories.contribution(call, city, [recommendation], on_behalf_of=on_behalf_of, **fields)

    return draft


def wrote(draft, person, now):
    """An event that the person changed an answer of the draft."""
    draft.tell_change({"paragraph": "120.1"}, by=person, now=now)


def passed(draft, hander, approver, now):
    """The draft as submitted, handed in and approved by these."""
    draft.hand_in(by=hander, now=now)
    draft.approve(by=approver, now=now)
    return draft


def accepts(version, person, now):
    """Whether the person may accept it; where not, nothing was changed."""
    try:
        version.accept(by=person, now=now)
    except ValidationError as error:
        assert "somebody else accepts it" in error.messages[0]
        version.refresh_from_db()
        assert (version.status, version.decided_by) == ("submitted", None)
        return False
    return True


def test_on_behalf_nobody_accepts_what_they_handed_in_or_wrote(make, state, coordinator, second, now):
    draft = make()
    wrote(draft, coordinator, now)
    third = factories.member("coordinator", state)
    version = passed(draft, second, third, now)
    assert not accepts(version, coordinator, now)  # wrote
    assert not accepts(version, second, now)  # handed in
    assert accepts(version, third, now)  # the second pair of eyes


def test_on_behalf_who_wrote_does_not_approve_even_where_another_handed_in(make, coordinator, second, now):
    draft = make()
    wrote(draft, coordinator, now)
    draft.hand_in(by=second, now=now)
    with pytest.raises(ValidationError, match="You wrote in this version"):
        draft.approve(by=coordinator, now=now)
    draft.refresh_from_db()
    assert draft.status == "waiting"


def test_what_the_citys_own_approver_confirmed_may_be_accepted_by_who_typed_it(make, coordinator, approver, now):
    draft = make()
    wrote(draft, approver, now)  # mended what was typed in
    version = passed(draft, coordinator, approver, now)
    assert version.is_confirmed
    assert accepts(version, coordinator, now)


def test_a_coordinator_with_a_second_role_in_the_city_counts_as_the_states(
    make, city, coordinator, second, officer, approver, now
):
    factories.models.Membership.objects.create(user=second, role="approver", local_government=city)
    draft = make()
    wrote(draft, second, now)
    draft.hand_in(by=coordinator, now=now)
    with pytest.raises(ValidationError, match="You wrote in this version"):
        draft.approve(by=second, now=now)
    version = passed(make(), coordinator, second, now)
    assert not version.is_confirmed
    assert not accepts(version, coordinator, now)


def test_of_the_citys_own_input_who_wrote_or_approved_does_not_accept_for_the_state(
    make, city, coordinator, second, officer, approver, now
):
    for role in ("officer", "approver"):
        factories.models.Membership.objects.create(user=second, role=role, local_government=city)
    approved = passed(make(""), officer, second, now)
    assert not accepts(approved, second, now)
    assert accepts(approved, coordinator, now)
    handed_in = passed(make(""), second, approver, now)
    assert not accepts(handed_in, second, now)
    drafted = make("")
    wrote(drafted, second, now)
    assert not accepts(passed(drafted, officer, approver, now), second, now)


def test_who_only_returned_or_sent_back_is_no_writer(make, coordinator, second, now):
    draft = make()
    draft.hand_in(by=coordinator, now=now)
    draft.send_back("Which year?", by=second, now=now)
    version = passed(draft, coordinator, second, now)
    assert version.writers == {coordinator.pk}
    assert Event.objects.about(version).filter(verb="sent-back").exists()
    assert accepts(version, second, now)
