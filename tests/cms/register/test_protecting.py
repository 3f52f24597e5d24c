"""Nothing of the register becomes public unchecked, and a sensitive topic has a second reader."""

import pytest
from django.contrib.auth.models import Group
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.models import AreaOfWork, EngagementProfile, LessonEntry, ProfileAnswer
from cms.register.protecting import CONFIRMED, POINTS
from cms.register.words import load_words
from tests import factories
from tests.cms.register import entries
from tests.cms.register.test_desk import address, profile_form

CHECKED = dict.fromkeys(POINTS, "on")
PUBLISH = {"action-publish": "1"}


def lesson_form(**fields):
    """What an editor fills in for a public lesson."""
    defaults = {"title": "Ask first", "text": "Ask before you plan.", "result": "worked", "author_body": "Office"}
    return {**defaults, "noted_on": "2026-02-01", "visibility": "public", "language": "en", **fields}


@pytest.fixture
def words(db):
    """The lists of words."""
    load_words()


@pytest.fixture
def second_editor(editor):
    """Another editor."""
    person = factories.person("second")
    person.groups.add(Group.objects.get(name="Editors"))
    return person


def test_publishing_for_everybody_asks_for_every_tick(client, editor, words):
    client.force_login(editor)
    page = client.post(address(LessonEntry, "add"), lesson_form() | PUBLISH)
    assert set(page.context["form"].errors) == set(POINTS) and "Ask before you plan." in page.content.decode()
    assert not LessonEntry.objects.exists()
    client.post(address(LessonEntry, "add"), lesson_form(visibility="internal") | PUBLISH)
    client.post(address(LessonEntry, "add"), lesson_form() | PUBLISH | CHECKED)
    assert list(LessonEntry.objects.order_by("pk").values_list("live", "visibility")) == [
        (True, "internal"),
        (True, "public"),
    ]
    public = LessonEntry.objects.get(visibility="public")
    edit = address(LessonEntry, "edit", public.pk)
    assert client.post(edit, lesson_form(result="mixed") | PUBLISH).status_code == 302  # readers know these words
    assert client.post(edit, lesson_form(text="New words") | PUBLISH).status_code == 200


def test_what_may_point_to_a_person_is_named_and_must_be_confirmed(client, editor, words):
    client.force_login(editor)
    data = lesson_form(text="Write to ana.perez@example.org.", text__es="Llame al +34 600 123 456.")
    draft = client.post(address(LessonEntry, "add"), data, follow=True).content.decode()
    assert "ana.perez@example.org" in draft and "This may point to a person" in draft
    edit = address(LessonEntry, "edit", LessonEntry.objects.get().pk)
    page = client.post(edit, data | PUBLISH | CHECKED)
    assert set(page.context["form"].errors) == {CONFIRMED}
    assert "+34 600 123 456" in str(page.context["form"].errors[CONFIRMED])  # in a translation, too
    assert client.post(edit, data | PUBLISH | CHECKED | {CONFIRMED: "on"}).status_code == 302
    assert LessonEntry.objects.get().live


def test_sensitive_topic_is_published_by_a_second_person(client, editor, second_editor, words):
    data = lesson_form(area=AreaOfWork.objects.get(code="lgbti").pk)
    client.force_login(editor)
    assert client.post(address(LessonEntry, "add"), data | PUBLISH | CHECKED).status_code == 200
    client.post(address(LessonEntry, "add"), data)
    edit = address(LessonEntry, "edit", LessonEntry.objects.get().pk)
    refused = client.post(edit, data | PUBLISH | CHECKED)
    assert "sensitive topic (Rights of LGBTI persons): a second person reads it." in refused.content.decode()
    client.force_login(second_editor)
    assert client.post(edit, data | PUBLISH | CHECKED | {"text": "My own words"}).status_code == 200
    assert not LessonEntry.objects.get().live
    client.post(edit, data)  # the form saves by itself while one reads: that makes nobody the author
    client.force_login(editor)
    assert client.post(edit, data | PUBLISH | CHECKED).status_code == 200
    client.force_login(second_editor)
    assert client.post(edit, data | PUBLISH | CHECKED).status_code == 302
    assert LessonEntry.objects.get().live


def test_camps_and_what_answers_are_about_make_a_topic_sensitive(client, editor, mapping, words):
    client.force_login(editor)
    camp = inline_formset([{"name": "North", "level": "camp", "country": "", "government": ""}])
    page = client.post(address(EngagementProfile, "add"), profile_form(mapping, places=camp) | PUBLISH | CHECKED)
    assert "North" in str(page.context["form"].non_field_errors())
    profile = entries.profile(mapping, visibility="internal")
    entries.answer(of=profile, area=AreaOfWork.objects.get(code="disappearances"))
    assert [str(word) for word in profile.sensitive_words] == ["Enforced disappearances"]
    answer = ProfileAnswer.objects.get()
    form = {"profile": profile.pk, "question": answer.question_id, "area": answer.area_id, "kind": "answered"}
    form |= {"text": answer.text, "source_type": "message", "author_body": "Country office", "language": "en"}
    form |= {"answered_on": "2026-02-01", "visibility": "public", "places": inline_formset([])}
    edit = address(ProfileAnswer, "edit", answer.pk)
    assert client.post(edit, nested_form_data(form) | PUBLISH | CHECKED).status_code == 302  # public with these words
    ProfileAnswer.objects.update(visibility="internal")
    page = client.post(edit, nested_form_data(form) | PUBLISH | CHECKED)
    assert "Enforced disappearances" in str(page.context["form"].non_field_errors())
