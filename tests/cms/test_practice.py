"""A practice: its numbers become links, its age shows, and nobody publishes half of one."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from cms.models import PracticePage
from cms.models.practice_scales import REVIEW_MEANING, ReviewStatus
from cms.publication import missing_for_publication
from cms.templatetags.cms_tags import REVIEW_LOOKS
from tests import factories
from tests.cms import pages

NEEDED = ("summary", "results", "results_date", "costs", "what_did_not_work", "is_free_of_individuals")


def paragraphs_of(practice):
    """The paragraph numbers of the recommendations that a stored practice is linked to."""
    return sorted(PracticePage.objects.get(pk=practice.pk).recommendations.values_list("paragraph", flat=True))


def test_typed_numbers_become_links(practice_index, city, review):
    for paragraph in ("120.3", "120.7", "120.9"):
        factories.recommendation(review, paragraph)
    factories.target("10.2")
    practice = pages.practice(practice_index, city, review=review, paragraphs="120.3, 120.7", target_codes="10.2")
    assert paragraphs_of(practice) == ["120.3", "120.7"]
    assert [target.code for target in practice.targets.all()] == ["10.2"]


def test_links_follow_the_numbers_when_these_change(practice_index, city, review):
    factories.recommendation(review, "120.3")
    factories.recommendation(review, "120.7")
    practice = pages.practice(practice_index, city, review=review, paragraphs="120.3")
    practice.paragraphs = "120.7;120.7"
    practice.save_revision().publish()
    assert paragraphs_of(practice) == ["120.7"]


def test_unknown_numbers_are_named(practice_index, city, review):
    factories.recommendation(review, "120.3")
    with pytest.raises(ValidationError) as refused:
        pages.practice(practice_index, city, review=review, paragraphs="120.3, 120.99, 7", target_codes="77.7")
    assert refused.value.message_dict == {
        "paragraphs": ["Lumeria, cycle 4 has no recommendations 120.99, 7."],
        "target_codes": ["There is no SDG target 77.7."],
    }


def test_numbers_without_a_review_are_refused(practice_index, city):
    with pytest.raises(ValidationError, match="Say to which review"):
        pages.practice(practice_index, city, paragraphs="120.3")


def test_end_before_start_is_refused(practice_index, city):
    days = {"start_date": datetime.date(2026, 1, 2), "end_date": datetime.date(2026, 1, 1)}
    with pytest.raises(ValidationError, match="before the start"):
        pages.practice(practice_index, city, **days)


@pytest.mark.parametrize(("words", "is_accepted"), [(80, True), (81, False)])
def test_summary_has_80_words_at_most(practice_index, city, words, is_accepted):
    summary = " ".join(["word"] * words)
    if is_accepted:
        assert pages.practice(practice_index, city, summary=summary).live
    else:
        with pytest.raises(ValidationError, match="81 words; 80 are the most"):
            pages.practice(practice_index, city, summary=summary)


def test_complete_practice_lacks_nothing(practice):
    assert missing_for_publication(practice) == {}


@pytest.mark.parametrize("field", NEEDED)
def test_practice_without_a_needed_field_is_not_published(practice_index, city, field):
    empty = {"results_date": None, "is_free_of_individuals": False}.get(field, "  ")
    with pytest.raises(ValidationError):
        pages.practice(practice_index, city, **{field: empty})
    assert not PracticePage.objects.live().exists()


def test_practice_without_source_or_place_is_not_published(practice_index, city):
    with pytest.raises(ValidationError, match="at least one source"):
        pages.practice(practice_index, city, sources=0)
    with pytest.raises(ValidationError, match="where it happened"):
        pages.practice(practice_index, None)
    assert pages.practice(practice_index, None, place_name="Farville, Farland").place == "Farville, Farland"


def test_sensitive_topic_needs_a_second_reader(practice_index, city, review):
    factories.recommendation(review, "120.3", is_sensitive=True)
    with pytest.raises(ValidationError, match="second reader"):
        pages.practice(practice_index, city, review=review, paragraphs="120.3")
    assert pages.practice(
        practice_index, city, review=review, paragraphs="120.3", second_reader="Ombudsperson's office"
    ).live


def test_draft_may_be_incomplete_but_its_version_is_not_published(practice_index):
    draft = pages.draft(practice_index)
    with pytest.raises(ValidationError, match="State a result"):
        draft.get_latest_revision().publish()
    assert not PracticePage.objects.get(pk=draft.pk).live


@pytest.mark.parametrize(
    ("last_verified", "is_stale"),
    [(datetime.date(2024, 3, 10), False), (datetime.date(2024, 3, 9), True), (None, True)],
)
def test_practice_is_stale_after_24_months(db, today, last_verified, is_stale):
    assert PracticePage(last_verified=last_verified).is_stale(today) is is_stale


def test_every_review_status_has_a_meaning():
    assert set(REVIEW_MEANING) == set(ReviewStatus) == set(REVIEW_LOOKS)


def test_translation_keeps_links_and_sources(practice_index, city, review):
    factories.recommendation(review, "120.3")
    practice = pages.practice(
        practice_index, city, review=review, paragraphs="120.3", themes=[factories.theme()], groups=[factories.group()]
    )
    pages.practice_index(pages.home("es"), translation_key=practice_index.translation_key)
    practice.copy_for_translation(pages.locale("es"))
    translation = PracticePage.objects.get(locale__language_code="es")
    assert not translation.live
    assert paragraphs_of(translation) == ["120.3"]
    assert translation.themes.count() == translation.groups.count() == translation.evidence.count() == 1
