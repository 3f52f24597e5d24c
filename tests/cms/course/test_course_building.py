"""create_site makes the course from its files, in every language, once."""

import shutil

import pytest
import yaml
from wagtail.models import Page, Revision

from cms import building
from cms.building import pages as building_pages
from cms.models import CoursePage, ModulePage


def module_file(title):
    """A module's file."""
    answers = [
        {"text": "Yes", "is_right": True, "feedback": "Right."},
        {"text": "No", "is_right": False, "feedback": "Wrong."},
    ]
    questions = [{"code": "q1", "text": "Is it?", "kind": "one", "answers": answers}]
    return {
        "title": title,
        "minutes": 12,
        "goals": ["Say why."],
        "body": [{"heading": "Why"}, {"paragraph": "Because."}],
        "quiz": {"pass_share": 80, "questions": questions},
    }


@pytest.fixture
def folder(tmp_path, monkeypatch, use_languages):
    """Content files with a course in English and Spanish, whose second module is in English only."""
    course = tmp_path / "course"  # where the tests' site looks for one
    course.mkdir()
    for language, title in (("en", "Course"), ("es", "Curso")):
        text = {"title": title, "introduction": "…", "search_description": "…", "certificate_text": "has finished."}
        (course / f"course.{language}.yml").write_text(yaml.safe_dump(text))
        (course / f"01-why.{language}.yml").write_text(yaml.safe_dump(module_file(f"Why {language}")))
    (course / "02-how.en.yml").write_text(yaml.safe_dump(module_file("How en")))
    monkeypatch.setattr(building_pages, "TREE", building.TREE[:1])  # the home page is enough to stand on
    use_languages("en", "es", "fr")
    return course


def tree(language):
    """(title, slug, the language it is written in) of the modules."""
    modules = ModulePage.objects.filter(locale__language_code=language, live=True).order_by("path")
    return [(page.title, page.slug, (page.alias_of or page).locale.language_code) for page in modules]


def test_course_stands_in_every_language(db, folder, client):
    building.build_site()
    assert tree("en") == [("Why en", "01-why", "en"), ("How en", "02-how", "en")]
    assert tree("es") == [("Why es", "01-why", "es"), ("How en", "02-how", "en")]
    assert tree("fr") == [("Why en", "01-why", "en"), ("How en", "02-how", "en")]
    english = ModulePage.objects.get(title="Why en", alias_of=None)
    spanish = ModulePage.objects.get(title="Why es")
    assert (english.minutes, english.pass_share, english.questions[0].answers[0].feedback) == (12, 80, "Right.")
    assert english.translation_key == spanish.translation_key
    assert english.questions[0].key == spanish.questions[0].key
    text = client.get("/fr/course/01-why/").content.decode()
    assert text.count('lang="en"') > 3
    home = client.get("/en/").content.decode()
    assert 'href="/en/course/">Course</a>' in home  # in the menu
    assert "Short course for newcomers" in home


def test_second_run_changes_nothing(db, folder):
    building.build_site()
    before = [list(model.objects.order_by("pk").values_list()) for model in (Page, ModulePage, Revision)]
    assert building.build_site() == []
    assert [list(model.objects.order_by("pk").values_list()) for model in (Page, ModulePage, Revision)] == before


def test_what_editors_changed_or_deleted_stays(db, folder):
    building.build_site()
    page = ModulePage.objects.get(title="Why es")
    page.title = "Nuevo"
    page.save_revision().publish()
    CoursePage.objects.get(title="Course", alias_of=None).delete()
    assert building.build_site() == []
    assert ModulePage.objects.get(pk=page.pk).title == "Nuevo"
    assert not ModulePage.objects.filter(locale__language_code="en").exists()


def test_module_that_comes_later_is_added(db, folder):
    building.build_site()
    (folder / "03-more.en.yml").write_text(yaml.safe_dump(module_file("More en")))
    assert building.build_site() == [("course/03-more", language) for language in ("en", "es", "fr")]


def test_without_files_nothing_is_made(db, folder):
    shutil.rmtree(folder)
    assert not [key for key, _language in building.build_site() if "course" in key]
    assert not CoursePage.objects.exists()
