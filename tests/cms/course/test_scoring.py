"""A question is right where exactly its right answers are chosen; a quiz is passed at the share the editors ask for."""

from itertools import chain, combinations

import pytest

from cms.course.scoring import Answer, Question, Result


def question(*right, key="q", takes_several=True):
    return Question(key, "Which?", takes_several, tuple(Answer("a", each, "f") for each in right))


def subsets(size):
    """Every set of positions below `size`."""
    return chain.from_iterable(combinations(range(size), count) for count in range(size + 1))


@pytest.mark.parametrize(
    "right",
    [pattern for size in (2, 3, 4) for pattern in [(True,) + (False,) * (size - 1)]]
    + [(True, True, False), (True, True, True, False), (False, True, False, True)],
)
def test_only_exactly_the_right_answers_are_right(right):
    asked = question(*right)
    wanted = {position for position, is_right in enumerate(right) if is_right}
    found = [set(chosen) for chosen in subsets(len(right)) if asked.mark(chosen).is_right]
    assert found == [wanted]
    for chosen in subsets(len(right)):
        assert asked.mark(chosen).missed == len(wanted - set(chosen))


@pytest.mark.parametrize("total", range(1, 8))
@pytest.mark.parametrize("share", [1, 50, 67, 70, 100])
def test_passed_exactly_from_the_share_on(total, share):
    asked = question(True, False)
    for right in range(total + 1):
        marks = tuple(asked.mark({0} if number < right else {1}) for number in range(total))
        result = Result(marks, share)
        assert (result.right, result.total) == (right, total)
        assert 0 <= result.percent <= 100
        assert result.is_passed == (100 * right >= share * total)


def test_quiz_without_questions_is_never_passed():
    assert not Result((), 1).is_passed
