"""An entry in another language than the reader's says so, and editors translate it; a draft can be looked at."""

import pytest
from bs4 import BeautifulSoup
from wagtail.test.utils.form_data import nested_form_data

from cms.models import EngagementProfile, LessonEntry, NeedEntry, ProfileAnswer
from cms.register.protecting import POINTS
from cms.register.words import load_words
from tests.cms.register import entries
from tests.cms.register.test_desk import address, profile_form
from tests.cms.register.test_protecting import lesson_form

PUBLISH = {"action-publish": "1"} | dict.fromkeys(POINTS, "on")


@pytest.fixture
def words(db):
    """The lists of words."""
    load_words()


def lessons(client, language):
    """The library of lessons in a language."""
    return BeautifulSoup(client.get(f"/{language}/register/lessons/").content, "html.parser")


def test_translations_stand_in_for_the_original_as_long_as_it_stays(client, editor, words):
    client.force_login(editor)
    data = lesson_form(text__es="Pregunte antes.") | PUBLISH
    client.post(address(LessonEntry, "add"), data)
    edit = address(LessonEntry, "edit", LessonEntry.objects.get().pk)
    card = lessons(client, "es").select_one("li.card")
    assert "Pregunte antes." in card.get_text() and card.h3.span["lang"] == "en"  # the title is not translated
    french = lessons(client, "fr")
    assert french.select_one(".notice--language") and french.select_one("li.card div[lang=en][dir=ltr]")
    assert not lessons(client, "en").select_one(".notice--language")
    client.post(edit, data | {"text": "Ask twice."})
    assert "Ask twice." in lessons(client, "es").get_text()
    assert "The original has changed since." in client.get(edit).content.decode()
    client.post(edit, data | {"text": "Ask twice.", "fits__es": "on"})
    assert "Pregunte antes." in lessons(client, "es").get_text()
    client.post(edit, data | {"text": "Ask twice.", "text__es": ""})
    assert LessonEntry.objects.get().translations == {}


def test_nobody_translates_into_the_language_of_the_original(client, editor, words):
    client.force_login(editor)
    client.post(address(LessonEntry, "add"), lesson_form(language="es", text__es="Nada", text__en="Ask.") | PUBLISH)
    assert set(LessonEntry.objects.get().translations) == {"en"}


def test_profile_and_its_files_speak_the_language_of_the_reader(client, mapping):
    profile = entries.profile(mapping, title="Office", slug="office", engagement_kind="answered", engagement="Talks.")
    profile.translate("es", {"title": "Oficina", "engagement": "Diálogo."})
    profile.save()
    mapping.translate("es", {"title": "Trabajo con ciudades"})
    mapping.save()
    entries.question()
    for place in ("mappings/round-one/profiles/office/", "mappings/round-one/summary/"):
        text = client.get(f"/es/register/{place}").content.decode()
        assert "Oficina" in text and "Diálogo." in text and "Trabajo con ciudades" in text and "Talks." not in text
    assert "Talks." in client.get("/fr/register/mappings/round-one/profiles/office/").content.decode()
    assert "Oficina" in client.get("/es/register/mappings/round-one/matrix.csv").content.decode()


def test_drafts_can_be_looked_at_before_they_are_published(client, editor, profile, words):
    answer, lesson, need = entries.answer(of=profile, live=False), entries.lesson(live=False), entries.need(live=False)
    client.force_login(editor)
    new = profile_form(profile.exercise, engagement_kind="answered", engagement="Seen early")
    look = address(EngagementProfile, "preview_on_add")
    assert client.post(look, new).json()["is_valid"]
    assert "Seen early" in client.get(look).content.decode()
    assert EngagementProfile.objects.count() == 1
    form = {"profile": profile.pk, "question": answer.question_id, "kind": "answered", "text": "Seen early"}
    form |= {"source_type": "message", "author_body": "Office", "answered_on": "2026-02-01", "visibility": "public"}
    rows = {"places-TOTAL_FORMS": "0", "places-INITIAL_FORMS": "0"}
    drafts = (
        (answer, form | rows | {"language": "en"}),
        (lesson, lesson_form(text="Seen early")),
        (need, lesson_form(text="Seen early", kind="funds", status="open")),
    )
    for row, data in drafts:
        look = address(type(row), "preview_on_edit", row.pk)
        assert client.post(look, nested_form_data(data)).json()["is_valid"], row
        assert "Seen early" in client.get(look).content.decode(), row
    assert not any(
        model.objects.filter(text="Seen early").exists() for model in (ProfileAnswer, LessonEntry, NeedEntry)
    )
