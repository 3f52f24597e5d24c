"""Reads the whole public site as anybody: link by link, in every language, and what is packed in files unpacked."""

import io
import re
import zipfile
from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
from django.conf import settings
from django.test import Client

from tests.browser.crawling import LANGUAGES, is_public, shape

PROGRAMS = ("/sitemap.xml", "/robots.txt", "/llms.txt", "/api/v1/", "/api/v1/openapi.json")
ASKED = ("search/?q=mark", "recommendations/?q=mark", "register/?q=mark", "register/lessons/?q=mark")
LEFT_OUT = ("/static/", "/api/v1/", "/i18n/")  # what the site is made of; test_leaks reads the API
FILES = re.compile(r"^/(?!en/)[a-z]+/open-data/.")  # the same in every language, and read in one
PACKED = b"PK\x03\x04"


class Reader:
    """Somebody without an account who keeps all that the site answers: `found` is {address: bytes}."""

    def __init__(self):
        self.client, self.found = Client(headers={"accept-encoding": "identity"}), {}

    def read_all(self, more=(), of_one_shape=2):
        """Everything that links lead to, and the addresses in `more`, in each language."""
        for language in LANGUAGES:
            starts = [f"/{language}/", *(f"/{language}/{asked}" for asked in ASKED)]
            is_first = language == LANGUAGES[0]
            self.follow([*starts, *more, *PROGRAMS] if is_first else starts, language, of_one_shape if is_first else 1)
        return self.found

    def follow(self, starts, language, of_one_shape):
        """Read these and what they lead to, breadth first, no more than so many pages of one shape."""
        waiting, seen, counts = deque(starts), {*starts}, Counter()
        while waiting:
            address = waiting.popleft()
            for link in self.read(address):
                if link in seen or link.startswith(LEFT_OUT) or FILES.match(link) or not is_public(link, language):
                    continue
                seen.add(link)
                counts[shape(link)] += 1
                if counts[shape(link)] <= of_one_shape:
                    waiting.append(link)

    def read(self, address):
        """Keep what stands there, unpacked; the links of it on this site."""
        answer = self.client.get(address, follow=True)
        landed = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        body = answer.getvalue()
        self.found[address] = body + repr(sorted(answer.headers.items())).encode()
        if body.startswith(PACKED):
            package = zipfile.ZipFile(io.BytesIO(body))
            self.found |= {f"{address} {name}": package.read(name) for name in package.namelist()}
        kind = answer.headers.get("Content-Type", "")
        return list(dict.fromkeys(here(landed, link) for link in links(body, kind) if here(landed, link)))


def links(body, kind):
    """What a page, a feed or a map of the site leads to."""
    if not body or "xml" in kind:
        return re.findall(r'(?:<loc>|href=")([^<"]+)', body.decode(errors="replace"))
    if "html" not in kind:
        return []
    return lxml.html.document_fromstring(body.decode()).xpath("//@href | //@src | //form[@method='get']/@action")


def here(landed, link):
    """The path and query of a link to this site; "" for any other."""
    whole = urldefrag(urljoin(f"{settings.SITE_URL}{landed}", link))[0]
    parts = urlsplit(whole)
    if f"{parts.scheme}://{parts.netloc}" not in (settings.SITE_URL, "http://testserver"):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
