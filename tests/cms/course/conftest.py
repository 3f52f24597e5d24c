"""A course of two modules."""

import pytest
from django.urls import reverse

from tests.cms.course import courses


@pytest.fixture
def course(home):
    """The English course."""
    return courses.course(home)


@pytest.fixture
def module(course):
    """Its first module."""
    return courses.module(course)


@pytest.fixture
def second(course, module):
    """Its second module."""
    return courses.module(course, "Money")


@pytest.fixture
def answered():
    """Gives a function that answers a module's quiz: answered(client, module, choices)."""

    def answer(client, module, choices=courses.RIGHT):
        return client.post(reverse("cms:quiz-answer", args=[module.pk]), choices)

    return answer
