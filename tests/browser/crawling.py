"""Walks through the public site as a search engine does: over HTTP, link by link, without JavaScript."""

import functools
import gzip
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
from django.urls import Resolver404, resolve
from django.utils.translation import override

LANGUAGES = ("en", "es", "fr", "ar")
BEHIND_SIGN_IN = ("accounts", "my-work", "admin", "i18n", "_util")
LARGEST = 2_000_000  # bytes of a download that are still read
OF_ONE_SHAPE = 2
REDIRECTS = 5


@dataclass
class Page:
    """What the site answers at an address; `landed` is where redirects led, `size` the bytes that travelled.

    `seconds` passed until its first byte.
    """

    address: str
    landed: str
    status: int
    size: int
    kind: str
    is_file: bool  # meant to be kept, not to be shown
    body: bytes = field(repr=False)
    headers: dict = field(repr=False, default_factory=dict)
    seconds: float = 0.0
    found_on: str = ""

    @property
    def is_html(self):
        """Whether this is a page for people, and not the form to sign in."""
        shown = self.kind == "text/html" and not self.is_file
        return shown and self.status == 200 and "/accounts/" not in self.landed

    @functools.cached_property
    def html(self):
        """The page as a tree of elements."""
        return lxml.html.document_fromstring(self.body.decode())

    @functools.cached_property
    def is_paper(self):
        """Whether this is a document to read or print, without the frame of the site around it."""
        return not self.html.xpath("//header[contains(@class, 'site-header')]")

    def links(self):
        """The addresses on the same host that links and forms of this page lead to, with what stands behind #."""
        for address in self.html.xpath("//a/@href | //form[@method='get']/@action"):
            target = urljoin(self.landed, address)
            if urlsplit(target)[:2] == urlsplit(self.landed)[:2]:
                yield target


class Crawler:
    """Reads pages of one site, each once, and finds pages by following links."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.root, self.host = f"{parts.scheme}://{parts.netloc}", parts.netloc
        self.read = functools.cache(self._read)

    def _read(self, address):
        """The Page at an address, redirects followed; one that leads round in circles keeps its status 3xx."""
        landed = address
        for _step in range(REDIRECTS):
            status, headers, body, seconds = self._ask(landed)
            if status not in (301, 302, 303, 307, 308):
                break
            landed = urldefrag(urljoin(landed, headers.get("Location", "")))[0]
            if urlsplit(landed).netloc != self.host:
                break
        size, kind = len(body), headers.get_content_type()
        if headers.get("Content-Encoding") == "gzip" and size < LARGEST:
            body = gzip.decompress(body)
        elif kind.startswith("text/") or "svg" in kind or "javascript" in kind:
            size = len(gzip.compress(body))  # a server for development sends its files as they are
        is_file = headers.get("Content-Disposition", "").startswith("attachment")
        return Page(address, landed, status, size, kind, is_file, body, headers, seconds)

    def _ask(self, address):
        """(status, headers, body, seconds until the first byte) of one question, asked without a session."""
        parts = urlsplit(address)
        connection = HTTPConnection(self.host, timeout=60)
        try:
            query = f"?{parts.query}" if parts.query else ""
            began = time.perf_counter()
            connection.request("GET", f"{parts.path}{query}", headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            seconds = time.perf_counter() - began
            return answer.status, answer.headers, answer.read(LARGEST), seconds
        finally:
            connection.close()

    def wait(self, page, times=3):
        """The shortest of some waits for the first byte of a page."""
        return min(self._ask(page.landed)[-1] for _time in range(times))

    def crawl(self, language, of_one_shape=OF_ONE_SHAPE):
        """The pages of a language, breadth first, no more than `of_one_shape` of each shape."""
        start = f"{self.root}/{language}/"
        waiting, seen, counts, found = deque([(start, "")]), {start}, Counter(), []
        while waiting:
            address, found_on = waiting.popleft()
            counts[shape(address)] += 1
            if counts[shape(address)] > of_one_shape:
                continue
            page = self.read(address)
            page.found_on = page.found_on or found_on
            found.append(page)
            if not page.is_html:
                continue
            for link in (urldefrag(link)[0] for link in page.links()):
                if link not in seen and is_public(link, language):
                    seen.add(link)
                    waiting.append((link, address))
        return found


def is_public(address, language):
    """Whether a page of this language, or one without a language, is for visitors without an account."""
    first, *rest = [*urlsplit(address).path.strip("/").split("/"), ""]
    if first in LANGUAGES:
        return first == language and rest[0] not in BEHIND_SIGN_IN
    return first not in BEHIND_SIGN_IN


@functools.cache
def shape(address):
    """What pages have in common that one view makes: (view or part of the site, depth, whether it is filtered)."""
    parts = urlsplit(address)
    language, *rest = parts.path.strip("/").split("/")
    try:
        with override(language if language in LANGUAGES else "en"):
            view = resolve(parts.path).view_name
    except Resolver404:
        view = ""
    if view in ("", "wagtail_serve"):  # one view for all kinds of pages: the part of the site tells them apart
        view = f"{view}/{''.join(rest[:1])}" if language in LANGUAGES else f"{view}/{language}"
    return view, len(rest), bool(parts.query)
