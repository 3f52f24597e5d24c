"""Editors keep the register in the admin; nobody else gets in."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.models import AnswerPlace, AreaOfWork, EngagementProfile, PresenceType, Question
from cms.models.register_vocabulary import WORD_MODELS
from cms.people import REGISTER_MODELS
from cms.register.protecting import POINTS
from cms.register.words import load_words
from tests.cms.register import entries

CHECKED = dict.fromkeys(POINTS, "on")


def address(model, action="list", *args):
    """Where editors list, add or edit entries of a model."""
    return reverse(model.snippet_viewset.get_url_name(action), args=args)


def profile_form(mapping, **fields):
    """What an editor fills in for a profile."""
    return nested_form_data(
        {
            "exercise": mapping.pk,
            "title": "Uplandia",
            "slug": "uplandia",
            "category": "field",
            "presence_type": PresenceType.objects.get(code="country-office").pk,
            "author_body": "Country office",
            "prepared_on": "2026-02-01",
            "visibility": "public",
            "language": "en",
            **{
                f"{name}_kind": "no-response"
                for name in ("places", "engagement", "nature", "lessons", "future", "note")
            },
            "places": inline_formset([{"name": "Altamira", "level": "city", "country": "", "government": ""}]),
            "future_engagements": inline_formset(
                [{"topic": "Round table", "status": "planned", "horizon": "later", "resources": "no", "area": ""}]
            ),
            **fields,
        }
    )


@pytest.fixture
def words(db):
    """The lists of words."""
    load_words()


def test_editors_reach_every_list_and_form_and_others_none(client, editor, officer, coordinator, words):
    forms = set(REGISTER_MODELS) - set(WORD_MODELS) | {AreaOfWork, PresenceType}  # words share two kinds of form
    addresses = [address(model) for model in REGISTER_MODELS] + [address(model, "add") for model in forms]
    for person, status in ((officer, 302), (coordinator, 302), (editor, 200)):
        client.force_login(person)
        for place in addresses:
            assert client.get(place).status_code == status, (person, place)


def test_profile_is_a_draft_until_published(client, editor, mapping, words):
    client.force_login(editor)
    response = client.post(address(EngagementProfile, "add"), profile_form(mapping))
    profile = EngagementProfile.objects.get()
    assert response.status_code == 302 and not profile.live
    assert client.get(profile.get_absolute_url()).status_code == 404
    data = profile_form(mapping, **{"action-publish": "1"}, **CHECKED)
    place, plan = profile.places.get(), profile.future_engagements.get()
    for name, row in (("places", place), ("future_engagements", plan)):
        data |= {f"{name}-INITIAL_FORMS": "1", f"{name}-0-id": str(row.pk)}
    assert client.post(address(EngagementProfile, "edit", profile.pk), data).status_code == 302
    page = client.get(profile.get_absolute_url())
    assert page.status_code == 200 and b"Altamira" in page.content and b"Round table" in page.content


def test_form_says_what_contradicts_itself_and_keeps_the_text(client, editor, mapping, words):
    client.force_login(editor)
    data = profile_form(mapping, engagement="Typed with care", lessons_kind="answered", nature_kind="answered")
    response = client.post(address(EngagementProfile, "add"), data)
    text = response.content.decode()
    assert response.status_code == 200 and not EngagementProfile.objects.exists()
    assert "Typed with care" in text
    assert {name: len(errors) for name, errors in response.context["form"].errors.items()} == {
        **{"engagement": 1, "lessons_learned": 1, "nature": 1}
    }


def test_editor_hears_which_places_differ(client, editor, mapping, words):
    client.force_login(editor)
    client.post(address(EngagementProfile, "add"), profile_form(mapping))
    profile = EngagementProfile.objects.get()
    AnswerPlace.objects.create(answer=entries.answer(of=profile, question=Question.objects.first()), name="Borealis")
    data = profile_form(mapping) | {"places-INITIAL_FORMS": "1", "places-0-id": str(profile.places.get().pk)}
    data |= {"future_engagements-INITIAL_FORMS": "1"}
    data |= {"future_engagements-0-id": str(profile.future_engagements.get().pk)}
    response = client.post(address(EngagementProfile, "edit", profile.pk), data, follow=True)
    assert "not these of its answers: Borealis" in response.content.decode()


def test_words_have_a_text_in_each_language(client, editor, words):
    client.force_login(editor)
    area = AreaOfWork.objects.get(code="justice")
    area.labels |= {"pt": "Justiça"}
    area.save()
    data = {"code": "justice", "order": "5", "is_offered": "on", "label_en": "Courts", "label_es": "Tribunales"}
    assert client.post(address(AreaOfWork, "edit", area.pk), data).status_code == 302
    area.refresh_from_db()
    assert area.labels == {"en": "Courts", "es": "Tribunales", "pt": "Justiça"}
    response = client.post(address(AreaOfWork, "edit", area.pk), {**data, "label_en": ""})
    assert response.status_code == 200 and "This field is required" in response.content.decode()


def test_words_no_longer_offered_stay_where_they_are_used(client, editor, mapping, words):
    client.force_login(editor)
    nature = next(model for model in WORD_MODELS if model.__name__ == "EngagementNature").objects.get(code="training")
    profile = entries.profile(mapping)
    profile.natures = [nature]
    profile.save()
    type(nature).objects.update(is_offered=False)
    box = f'name="natures" value="{nature.pk}"'
    assert box in client.get(address(EngagementProfile, "edit", profile.pk)).content.decode()
    assert box not in client.get(address(EngagementProfile, "add")).content.decode()
