"""A version beside the one before it."""

import pytest

from tests import factories
from tracking.midterm.versions import differences, dropped, lines


@pytest.fixture
def accepted(review, coordinator, city, recommendation, officer, approver):
    """Version 1, accepted, with two answers."""
    second = factories.recommendation(review, "120.2")
    call = factories.call(review, coordinator)
    return factories.accepted(call, city, [recommendation, second], officer, approver, coordinator)


@pytest.mark.parametrize(
    "before, after, pieces",
    [
        ("40 beds", "40 beds", [("same", "40 beds")]),
        ("40 beds here", "52 beds here", [("out", "40"), ("in", "52"), ("same", " beds here")]),
        ("", "new words", [("in", "new words")]),
        ("old words", "", [("out", "old words")]),
        ("", "", []),
        ("a\nb", "a\nb c", [("same", "a\nb"), ("in", " c")]),
    ],
)
def test_differences_go_word_by_word(before, after, pieces):
    assert differences(before, after) == pieces


def test_first_version_has_no_differences(accepted):
    found = lines(accepted)
    assert [(line.recommendation.paragraph, line.is_changed, line.is_written) for line in found] == [
        ("120.1", False, True),
        ("120.2", False, True),
    ]
    assert [(text.words, text.limit) for text in found[0].texts] == [
        (5, 50),
        (0, 300),
        (0, 100),
        (0, 50),
        (0, 50),
        (0, 200),
    ]


def test_next_version_shows_what_changed_came_and_went(accepted, review, officer, now):
    draft = accepted.next_version(by=officer, now=now)
    first, second = draft.answers.order_by("pk")
    first.headline, first.status = "52 new beds since May.", "partly"
    first.save()
    second.delete()
    added = factories.recommendation(review, "120.3")
    draft.answers.create(recommendation=added, status="planned", headline="A plan.")
    changed, new = lines(draft, accepted)
    assert (changed.is_changed, changed.is_new, changed.old_status) == (True, False, "in_progress")
    assert [text.is_changed for text in changed.texts] == [True, *[False] * 5]
    assert (new.is_new, new.old_status) == (True, "")
    assert dropped(draft, accepted) == ["120.2"]


def test_frozen_version_is_read_from_its_snapshot(accepted):
    accepted.answers.update(headline="Tampered with.")
    assert [line.headline for line in lines(accepted)] == ["40 new beds since May."] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_lines_ask_the_same_questions_for_more_answers(review, coordinator, city, count, django_assert_num_queries):
    rows = [factories.recommendation(review) for _number in range(count)]
    draft = factories.contribution(factories.call(review, coordinator), city, rows)
    with django_assert_num_queries(2):
        assert len([line.recommendation.get_absolute_url() for line in lines(draft)]) == count


def test_restricted_words_are_for_the_government_and_the_coordinators(accepted, officer, now):
    draft = accepted.next_version(by=officer, now=now)
    draft.answers.update(beyond="The ministry knows.", beyond_visibility="restricted")
    approver = accepted.approved_by
    draft.hand_in(by=officer, now=now)
    draft.approve(by=approver, now=now)
    assert "The ministry knows." not in str(draft.snapshot)
    for is_full, said in ((False, ""), (True, "The ministry knows.")):
        found = lines(draft, is_full=is_full)[0]
        assert (found.texts[-1].text, found.beyond_visibility) == (said, "restricted")


def test_version_from_before_the_new_fields_is_read(accepted):
    for answer in accepted.snapshot:
        for field in ("change_note", "beyond", "beyond_visibility", "basis"):
            del answer[field]
    found = lines(accepted)[0]
    assert (found.headline, found.texts[-1].text, found.beyond_visibility_label) == ("40 new beds since May.", "", "")
