"""The good practices that a mid-term report lists."""

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from cms.report import practices_for_report
from tests import factories
from tests.cms import pages


def linked(index, city, recommendation, **fields):
    """A published practice that names the recommendation."""
    return pages.practice(index, city, review=recommendation.review, paragraphs=recommendation.paragraph, **fields)


def titles(review, language="en"):
    return [entry.title for entry in practices_for_report(review, language)]


def test_report_lists_published_practices_that_name_a_recommendation(practice_index, city, recommendation):
    linked(practice_index, city, recommendation, title="Tenants’ desk")
    linked(practice_index, city, recommendation, title="Night shelter")
    pages.practice(practice_index, city, title="Names none")
    linked(practice_index, city, recommendation, title="Withdrawn").unpublish()
    first = practices_for_report(recommendation.review, "en")[0]
    assert titles(recommendation.review) == ["Night shelter", "Tenants’ desk"]
    assert (first.place, first.url.startswith(f"{settings.SITE_URL}/en/")) == ("Altamira", True)


def test_practice_that_names_two_recommendations_stands_once(practice_index, city, recommendation):
    second = factories.recommendation(recommendation.review, "120.2")
    practice = linked(practice_index, city, recommendation, title="Night shelter")
    practice.paragraphs = f"{recommendation.paragraph}, {second.paragraph}"
    practice.save_revision().publish()
    assert titles(recommendation.review) == ["Night shelter"]


def test_practices_of_another_review_stay_out(practice_index, city, recommendation, state):
    other = factories.recommendation(factories.review(state, cycle=3), "10.1")
    linked(practice_index, city, other)
    assert titles(recommendation.review) == []


def test_practice_is_listed_in_the_reports_language_where_there_is_one(home, practice_index, city, recommendation):
    english = linked(practice_index, city, recommendation, title="Night shelter")
    spanish = pages.practice_index(pages.home("es"), translation_key=practice_index.translation_key)
    linked(spanish, city, recommendation, title="Albergue nocturno", translation_key=english.translation_key)
    assert titles(recommendation.review, "es") == ["Albergue nocturno"]
    assert titles(recommendation.review, "en") == titles(recommendation.review, "fr") == ["Night shelter"]


@pytest.mark.parametrize("count", [1, 3])
def test_report_asks_one_question_for_more_practices(
    practice_index, city, recommendation, count, django_assert_num_queries
):
    for _number in range(count):
        linked(practice_index, city, recommendation)
    with django_assert_num_queries(2):
        assert len(practices_for_report(recommendation.review, "en")) == count


def test_setting_names_this_function():
    assert import_string(settings.REPORT_PRACTICES) is practices_for_report
