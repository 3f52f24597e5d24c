"""The public site as its visitors read it, in every language: whole, light, translated and open to everyone."""

import functools
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import polib
import pytest
import yaml

from tests.browser.axe_everywhere import problems_at
from tests.browser.crawling import LANGUAGES, Crawler, shape

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = ROOT / "tracking" / "locale"
REGISTER = ROOT / "cms" / "content" / "register"
VOCABULARIES = (*(ROOT / "tracking" / "reference").glob("*.yml"), REGISTER / "questions.yml")
LIGHT, WITH_PICTURES = 60_000, 120_000  # bytes that travel: the page with its stylesheet; with all that it loads
LOADED = """//script/@src | //img/@src | //iframe/@src | //video/@src | //audio/@src | //source/@src | //use/@href
    | //embed/@src | //object/@data | //*/@poster
    | //link[contains(@rel, 'stylesheet') or contains(@rel, 'icon') or contains(@rel, 'preload')]/@href"""
INLINE = """//script[not(@src) and not(@type='application/ld+json')] | //style | //*[@style]
    | //*[@*[starts-with(name(), 'on')]]"""
SAID = """//title[ancestor-or-self::*[@lang][1]/@lang=$language]/text()
    | //body//text()[ancestor::*[@lang][1]/@lang=$language and not(ancestor::script or ancestor::code)]
    | //body//*[ancestor-or-self::*[@lang][1]/@lang=$language]
        /@*[name()='placeholder' or name()='alt' or name()='aria-label' or name()='title' or name()='label']
    | //input[@type='submit' or @type='button']/@value"""
NAMES = {"English", "Spanish", "French", "Arabic", "Russian", "Chinese"}  # of languages
SHORTEST = 4  # letters of a word that tells its language
COUNT = re.compile(r" \(\d+\)$")  # behind a choice of a filter
FOREIGN = re.compile(r"[A-Za-zÀ-ÿ’']{2,}([ ,;:.][ ]?[A-Za-zÀ-ÿ’']{2,}){3,}")  # four words or more
UNMARKED = """//body//text()[ancestor::*[@lang][1]/@lang='ar' and not(ancestor::*[@dir][1][@dir='auto' or @dir='ltr'])
    and not(ancestor::script or ancestor::code or ancestor::bdi or ancestor::svg or ancestor::option)]"""
GAP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def crawl(site):
    """crawl("fr") gives the pages of a language, read once; crawl.read(address) gives any other."""
    crawler = Crawler(site.url)
    crawl = functools.cache(crawler.crawl)
    crawl.read, crawl.root = crawler.read, crawler.root
    return crawl


def pages_of(crawl, language):
    """The pages for people among what was found; never none."""
    pages = [page for page in crawl(language) if page.is_html]
    assert len(pages) > 30
    return pages


def framed(pages):
    """Those among pages that are no document of their own: a report reads in its own language, with its own styles."""
    found = [page for page in pages if not page.is_paper]
    assert len(found) > len(pages) * 0.8
    return found


def targets(page, xpath):
    """The addresses that an XPath finds on a page, whole; what the page carries within itself left out."""
    found = (urljoin(page.landed, address) for address in page.html.xpath(xpath))
    return {urldefrag(address)[0] for address in found if not address.startswith("data:")}


def expect_none(found):
    """Fail with all that was found, one a line: a comparison would be cut short. found: {where: what}."""
    assert not found, "\n".join(["", *(f"{where}: {what}" for where, what in found.items())])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_is_broken(crawl, language):
    expect_none({page.address: (page.status, page.found_on) for page in crawl(language) if page.status != 200})


@pytest.mark.parametrize("language", LANGUAGES)
def test_link_into_a_page_finds_its_place(crawl, language):
    missing = {}
    pages = pages_of(crawl, language)
    known = {page.address: page for page in pages}
    places = {page.address: set(page.html.xpath("//@id")) for page in pages}
    for page in pages:
        for address, place in map(urldefrag, page.links()):
            if place and address in known and unquote(place) not in places[address]:
                missing[page.address, address] = place
    expect_none(missing)


@pytest.mark.parametrize("language, direction", [("en", "ltr"), ("es", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_page_says_its_language_and_direction(crawl, language, direction):
    pages = framed(pages_of(crawl, language))
    told = {page.address: (page.html.get("lang"), page.html.get("dir")) for page in pages}
    expect_none({address: said for address, said in told.items() if said != (language, direction)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_make_an_outline(crawl, language):
    wrong = {}
    for page in pages_of(crawl, language):
        levels = [int(heading.tag[1]) for heading in page.html.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        jumps = any(after > before + 1 for before, after in zip([0, *levels], levels, strict=False))
        if levels.count(1) != 1 or jumps:
            wrong[page.address] = levels
    expect_none(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_inline_and_nothing_comes_from_elsewhere(crawl, language):
    wrong = {}
    for page in framed(pages_of(crawl, language)):
        inline = [f"<{element.tag} {dict(element.attrib)}>" for element in page.html.xpath(INLINE)]
        foreign = [address for address in targets(page, LOADED) if not address.startswith(crawl.root)]
        if inline or foreign:
            wrong[page.address] = (inline, foreign)
    expect_none(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_light(crawl, language):
    heavy = {}
    for page in pages_of(crawl, language):
        sizes = {address: crawl.read(address).size for address in targets(page, LOADED)}
        light = page.size + sum(size for address, size in sizes.items() if ".css" in address)
        if light > LIGHT or page.size + sum(sizes.values()) > WITH_PICTURES:
            heavy[page.address] = (light, page.size + sum(sizes.values()))
    expect_none(heavy)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_pages_load_is_there(crawl, language):
    loaded = set().union(*(targets(page, LOADED) for page in pages_of(crawl, language)))
    expect_none({address: crawl.read(address).status for address in loaded if crawl.read(address).status != 200})


def switch(page, language):
    """Where the language switch of a page leads for a language, without the host; blank where it lacks that one."""
    links = page.html.xpath("//nav[@class='languages']//a[@hreflang=$language]/@href", language=language)
    return links[0] if links else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_switch_leads_to_the_same_page(crawl, language):
    wrong = {}
    for page in framed(pages_of(crawl, language)):
        here = urlsplit(page.landed).path
        if "/learning/" in here:  # what belongs to a course leads to the course in the other language
            continue
        alternates = page.html.xpath("//link[@rel='alternate' and @hreflang]")
        told = {link.get("hreflang"): urlsplit(link.get("href")).path for link in alternates}
        for other in set(LANGUAGES) - {language}:
            there = switch(page, other)
            answer = crawl.read(crawl.root + there)
            path = urlsplit(there).path
            is_untranslated = path == f"/{other}/" and other not in told and is_cms(here)
            returns = is_untranslated or urlsplit(switch(answer, language)).path == here
            if answer.status != 200 or path != told.get(other, path) or not returns:
                wrong[here, other] = (there, answer.status, told.get(other))
    expect_none(wrong)


def is_cms(address):
    """Whether editors wrote the page: those are translated one by one, all others stand in every language."""
    return shape(address)[0].startswith("wagtail_serve")


@functools.cache
def english(language):
    """(words, patterns): the English of the catalogue that its translation changes; words around gaps as patterns."""
    catalogue = polib.pofile(CATALOGUES / language / "LC_MESSAGES" / "django.po")
    pairs = [(entry.msgid, [entry.msgstr]) for entry in catalogue if not entry.msgid_plural]
    for entry in catalogue:
        if entry.msgid_plural:
            pairs += [(told, [*entry.msgstr_plural.values()]) for told in (entry.msgid, entry.msgid_plural)]
    pairs += [(told, [said]) for told, said in labels(language)]
    own = {piece for _told, translations in pairs for text in translations for piece in pieces(text)}
    texts = {piece for told, _translations in pairs for piece in pieces(told)} - own - NAMES
    texts = {text for text in texts if re.search(rf"[^\W\d_]{{{SHORTEST}}}", GAP.sub("", text))}
    patterns = {}
    for text in filter(GAP.search, texts):
        longest = max(GAP.split(text), key=len)
        if len(longest) > 2 * SHORTEST:
            patterns[re.compile(".+?".join(map(re.escape, GAP.split(text))))] = longest
    return {text for text in texts if not GAP.search(text)}, patterns


def labels(language):
    """(English, translation) of every word of the vocabularies, those of the register among them."""
    waiting = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in VOCABULARIES]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict) and language in part:
            yield part.get("en", ""), part[language]
        elif isinstance(part, dict | list):
            if "label" in part:  # a theme: its English is what documents write
                yield part["label"], part["labels"][language]
            waiting += part.values() if isinstance(part, dict) else part
    for rows in yaml.safe_load((REGISTER / "words.yml").read_text(encoding="utf-8")).values():
        for _code, *told in rows:
            yield told[0], told[LANGUAGES.index(language)]


def pieces(text):
    """What stands between the tags of a text of the catalogue, as it reads on a page."""
    return {" ".join(unescape(piece).replace("%%", "%").split()) for piece in re.split(r"<[^>]*>", text)}


@functools.cache
def is_english(said, language):
    """Whether a text on a page is one of the catalogue that nobody translated."""
    words, patterns = english(language)
    return said in words or any(part in said and pattern.fullmatch(said) for pattern, part in patterns.items())


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_no_words_stay_english(crawl, language):
    found = {}
    for page in pages_of(crawl, language):
        if page.landed.endswith("/open-data/api/"):  # the names of fields are what programs read
            continue
        texts = page.html.xpath(SAID, language=language)
        for said in {COUNT.sub("", " ".join(part.split())) for text in texts for part in text.split("·")}:
            if is_english(said, language):
                found.setdefault(said, page.address)
    expect_none(found)


def test_words_in_latin_letters_on_arabic_pages_say_their_language_or_direction(crawl):
    found = {}
    for page in pages_of(crawl, "ar"):
        if page.landed.endswith("/open-data/api/"):
            continue
        for said in {" ".join(text.split()) for text in page.html.xpath(UNMARKED)}:
            if FOREIGN.search(said):
                found.setdefault(said, page.address)
    expect_none(found)


@pytest.mark.parametrize("language, width", [("en", 360), ("ar", 360), ("en", 1280)])
def test_axe_finds_nothing_on_pages_of_each_shape(crawl, open_page, language, width):
    chosen = {}
    for page in framed(pages_of(crawl, language)):
        parts = urlsplit(page.landed).path.split("/")[2:]
        chosen.setdefault((parts[0], len(parts)), page.landed)
    page = open_page(width)
    found = {address: problems_at(page, address) for address in chosen.values()}
    expect_none({address: problems for address, problems in found.items() if problems})
