"""The database refuses half-made entries; methods say what a reader may see."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cms.models import AnswerPlace, EngagementNature, FutureEngagement, ProfilePlace
from tests.cms.register import entries

DAY = entries.DAY
BEFORE = DAY - datetime.timedelta(days=1)
# (what is made, fields that may be, fields that may not be)
BOTH_SIDES = {
    "mapping_closes_after_it_opens": (entries.mapping, {"closes_on": DAY}, {"closes_on": BEFORE}),
    "mapping_has_a_focal_point": (entries.mapping, {"focal_point": "Unit"}, {"focal_point": ""}),
    "profile_has_an_author": (entries.profile, {"author_body": "Office"}, {"author_body": ""}),
    "profile_places_if_answered": (
        entries.profile,
        {"places_kind": "answered", "places_text": "several"},
        {"places_kind": "no-response", "places_text": "several"},
    ),
    "profile_nature_if_answered": (
        entries.profile,
        {"nature_kind": "answered", "nature": ""},
        {"nature_kind": "none", "nature": "Advice"},
    ),
    "profile_future_if_answered": (
        entries.profile,
        {"future_kind": "answered", "future": "More"},
        {"future_kind": "not-applicable", "future": "More"},
    ),
    "profile_engagement_if_answered": (
        entries.profile,
        {"engagement_kind": "answered", "engagement": "Meetings"},
        {"engagement_kind": "answered", "engagement": ""},
    ),
    "profile_lessons_if_answered": (
        entries.profile,
        {"lessons_kind": "none", "lessons_learned": ""},
        {"lessons_kind": "none", "lessons_learned": "Take time"},
    ),
    "profile_note_if_answered": (
        entries.profile,
        {"note_kind": "answered", "note": "A note"},
        {"note_kind": "answered", "note": ""},
    ),
    "answer_text_if_answered": (entries.answer, {"text": "", "lesson": "Ask first."}, {"text": ""}),
    "answer_silent_without_text": (
        entries.answer,
        {"kind": "no-response"},
        {"kind": "no-response", "outcome": "A by-law"},
    ),
    "answer_has_an_author": (entries.answer, {"author_body": "Office"}, {"author_body": ""}),
    "answer_contribution_to_an_outcome": (
        entries.answer,
        {"contribution": "led-to", "outcome": "A by-law"},
        {"contribution": "led-to", "outcome": ""},
    ),
    "answer_period_in_order": (
        entries.answer,
        {"period_from": BEFORE, "period_to": DAY},
        {"period_from": DAY, "period_to": BEFORE},
    ),
    "answer_ongoing_has_no_end": (
        entries.answer,
        {"period_from": DAY, "is_ongoing": True},
        {"period_from": BEFORE, "period_to": DAY, "is_ongoing": True},
    ),
    "lesson_has_a_text": (entries.lesson, {"text": "Take time."}, {"text": ""}),
    "lesson_has_an_author": (entries.lesson, {"author_body": "Office"}, {"author_body": ""}),
    "need_has_an_author": (entries.need, {"author_body": "Office"}, {"author_body": ""}),
    "need_other_in_words": (entries.need, {"kind": "other", "kind_other": "roads"}, {"kind": "other"}),
    "need_known_without_words": (entries.need, {"kind": "data"}, {"kind": "data", "kind_other": "roads"}),
}


@pytest.mark.parametrize("make, allowed, refused", BOTH_SIDES.values(), ids=BOTH_SIDES)
def test_database_refuses_half_made_entries(db, make, allowed, refused):
    assert make(**allowed).pk
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**refused)


def test_once_only_what_has_to_be_once(db):
    profile = entries.profile(slug="a")
    entries.profile(slug="a")  # of another mapping
    with pytest.raises(IntegrityError), transaction.atomic():
        entries.profile(exercise=profile.exercise, slug="a")
    entries.answer(of=profile), entries.answer(of=profile)  # keys are empty
    entries.answer(of=profile, entry_key="file/1")
    with pytest.raises(IntegrityError), transaction.atomic():
        entries.answer(of=profile, entry_key="file/1")
    answer = entries.answer(of=profile)
    answer.enriches = answer
    with pytest.raises(IntegrityError), transaction.atomic():
        answer.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        FutureEngagement.objects.create(profile=profile, topic="", status="planned")


def test_profile_says_what_contradicts_itself(db):
    nature = EngagementNature.objects.create(code="training", labels={"en": "Training"})
    profile = entries.profile(presence_type=entries.presence("other"))
    profile.natures = [nature]
    with pytest.raises(ValidationError) as error:
        profile.clean()
    assert set(error.value.message_dict) == {"presence_other", "nature_kind"}
    profile.presence_other, profile.nature_kind = "Project team", "answered"
    profile.clean()
    profile.natures = []
    with pytest.raises(ValidationError, match="Choose natures"):
        profile.clean()


def test_contact_details_never_become_an_answer(db):
    answer = entries.answer(question=entries.question("Q5", is_contact=True))
    with pytest.raises(ValidationError, match="Contact details"):
        answer.clean()
    assert not type(answer).objects.shown().exists() and not type(answer).objects.for_editors().exists()


def test_answer_adds_to_answers_of_its_profile_only(db):
    first, stranger = entries.answer(), entries.answer()
    addition = entries.answer(of=first.profile, enriches=first)
    addition.clean()
    addition.enriches = stranger
    with pytest.raises(ValidationError, match="another profile"):
        addition.clean()


@pytest.mark.parametrize(
    "hidden",
    [{"live": False}, {"visibility": "internal"}, {"visibility": "restricted"}],
    ids=["draft", "internal", "restricted"],
)
def test_what_is_not_public_and_published_is_not_shown(db, hidden):
    profile, answer = entries.profile(**hidden), entries.answer(**hidden)
    below = entries.answer(of=profile)
    assert entries.lesson(**hidden) not in entries.LessonEntry.objects.shown()
    assert entries.need(**hidden) not in entries.NeedEntry.objects.shown()
    assert profile not in type(profile).objects.shown()
    assert set(type(answer).objects.shown()) == set()
    for_editors = set(type(answer).objects.for_editors())
    assert for_editors == ({answer, below} if hidden == {"visibility": "internal"} else set())
    assert entries.lesson(profile=profile).shown_profile is None


def test_entries_of_an_internal_mapping_are_not_shown(db):
    profile = entries.profile(entries.mapping(visibility="internal"))
    answer = entries.answer(of=profile)
    assert not type(profile).objects.shown().exists() and not type(answer).objects.shown().exists()


def test_places_of_a_profile_are_those_of_its_answers_and_its_own(db, state):
    profile = entries.profile()
    answer = entries.answer(of=profile)
    for name in ("Altamira", "Borealis"):
        AnswerPlace.objects.create(answer=answer, name=name, country=state)
    assert profile.places_only_in_answers() == []  # it has no list of its own to differ from
    ProfilePlace.objects.create(profile=profile, name="ALTAMIRA ", country=state)
    ProfilePlace.objects.create(profile=profile, name="Tent city", level="camp", country=state)
    assert [place.name for place in profile.all_places([answer])] == ["ALTAMIRA ", "Tent city", "Borealis"]
    assert [place.name for place in profile.places_only_in_answers()] == ["Borealis"]
    assert [place.is_shown for place in profile.all_places([answer])] == [True, False, True]


def test_response_counts_profiles_with_an_answer(db, django_assert_num_queries):
    mapping = entries.mapping()
    entries.profile(mapping)  # silent
    entries.profile(mapping, engagement_kind="answered", engagement="Meetings", visibility="internal")
    entries.profile(mapping, future_kind="answered", live=False)
    for _number in range(2):
        entries.answer(of=entries.profile(mapping))
    entries.answer(of=entries.profile(mapping), kind="none")
    with django_assert_num_queries(1):
        assert type(mapping).objects.with_answered().get().answered == 3
