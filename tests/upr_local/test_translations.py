"""The catalogues are complete and fit their sources, and pages come in the language of their address."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings as project
from django.core.management import call_command

from tests import factories

LANGUAGES = ("es", "fr", "ar")
FORMS = {"es": 2, "fr": 2, "ar": 6}
TRANSLATED = ("cms", "templates", "tracking", "upr_local")
TOOLS = ("xgettext", "msguniq", "msgattrib")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")


def catalogue(language):
    """The catalogue of a language, as it stands in the repository."""
    return polib.pofile(project.BASE_DIR / "tracking" / "locale" / language / "LC_MESSAGES" / "django.po")


def keys(entries):
    """What tells entries apart: context, words and their plural."""
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries}


def pairs(entry):
    """(source, translation) for each form of an entry."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    sources = {0: entry.msgid}
    return [(sources.get(form, entry.msgid_plural), text) for form, text in entry.msgstr_plural.items()]


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


@pytest.fixture
def spoken(settings, tmp_path):
    """The catalogues, compiled for this test."""
    for language in LANGUAGES:
        folder = tmp_path / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue(language).save_as_mofile(folder / "django.mo")
    settings.LOCALE_PATHS = [tmp_path / "locale"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_nothing_untranslated_or_doubtful(language):
    entries = catalogue(language)
    assert len(entries) > 1000
    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries.fuzzy_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_placeholders_and_outer_blanks(language):
    for entry in catalogue(language):
        for form, (source, text) in enumerate(pairs(entry)):
            assert (text[:1].isspace(), text[-1:].isspace()) == (source[:1].isspace(), source[-1:].isspace()), source
            # Arabic says none, one and two in a word, where the number has a name; a bare %d is filled by its place.
            may_say_it = language == "ar" and entry.msgid_plural and form < 3
            lacking = set(placeholders(source)) - set(placeholders(text)) if may_say_it else set()
            assert len(lacking) <= 1, (source, text)
            if language == "ar" and entry.msgid_plural:
                assert set(placeholders(text)) <= set(placeholders(entry.msgid + entry.msgid_plural)), (source, text)
            else:
                assert placeholders(text) == placeholders(source), (source, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_of_the_language(language):
    entries = catalogue(language)
    assert entries.metadata["Plural-Forms"].startswith(f"nplurals={FORMS[language]};")
    plural = [entry for entry in entries if entry.msgid_plural]
    assert len(plural) > 50
    assert [entry.msgid for entry in plural if set(entry.msgstr_plural) != set(range(FORMS[language]))] == []


def test_catalogues_hold_every_string_of_the_sources(settings, tmp_path, monkeypatch):
    if lacking := [tool for tool in TOOLS if not shutil.which(tool)]:
        pytest.skip(f"collecting strings needs GNU gettext; not found: {', '.join(lacking)}")
    for folder in TRANSLATED:
        for source in (project.BASE_DIR / folder).rglob("*"):
            if source.suffix in (".py", ".html", ".txt"):
                copy = tmp_path / source.relative_to(project.BASE_DIR)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(source.read_bytes())
    (tmp_path / "collected").mkdir()
    settings.LOCALE_PATHS = [tmp_path / "collected"]
    monkeypatch.chdir(tmp_path)  # makemessages reads below the folder in which it stands
    call_command("makemessages", locale=["es"], verbosity=0)
    collected = polib.pofile(Path("collected", "es", "LC_MESSAGES", "django.po"))
    assert len(collected) > 1000
    for language in LANGUAGES:
        lacking = keys(collected) - keys(catalogue(language))
        assert not lacking, f"run `make translations`, then translate into {language}: {sorted(map(str, lacking))}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/en/recommendations/", "Recommendations"),
        ("/es/recommendations/", "Recomendaciones"),
        ("/fr/recommendations/", "Recommandations"),
        ("/ar/recommendations/", "التوصيات"),
        ("/en/accounts/login/", "Sign in"),
        ("/es/accounts/login/", "Iniciar sesión"),
        ("/fr/accounts/login/", "Se connecter"),
    ],
)
def test_page_comes_in_the_language_of_its_address(address, heading, client, spoken):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.html["lang"] == address[1:3]
    assert page.h1.get_text(strip=True) == heading


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("en", ["2 supported", "1 noted"]),
        ("es", ["2 aceptadas", "1 tomada en nota"]),
        ("fr", ["2 acceptées", "1 notée"]),
    ],
)
def test_counts_agree_with_their_number(language, counts, client, review, spoken):
    for position in ("supported", "supported", "noted"):
        factories.recommendation(review, position=position)
    page = BeautifulSoup(client.get(f"/{language}/recommendations/").content, "html.parser")
    found = [link.get_text() for link in page.select(".counts a")]
    assert [text for text in found if text in counts] == counts
