"""What each public page owes its readers, checked on what the server sends, without a browser; one line a fault."""

from collections import defaultdict
from statistics import median
from urllib.parse import urldefrag, urljoin, urlsplit

LIGHT, WITH_PICTURES = 60_000, 120_000  # bytes that travel: the page with its stylesheet; with all that it loads
LONGEST_TITLE, LONGEST_DESCRIPTION = 160, 400  # signs; a title may be a recommendation's review or a report's name
SLOW = 6  # times the median of the site's pages until the first byte
SLOW_SECONDS = 0.6  # what is quicker is never called slow
NEEDED_POLICY = ("default-src", "frame-ancestors", "base-uri", "form-action")
LOADED = """//script/@src | //img/@src | //iframe/@src | //video/@src | //audio/@src | //source/@src | //use/@href
    | //embed/@src | //object/@data | //*/@poster
    | //link[contains(@rel, 'stylesheet') or contains(@rel, 'icon') or contains(@rel, 'preload')]/@href"""


def targets(page, xpath):
    """The addresses that an XPath finds on a page, whole; what the page carries within itself left out."""
    found = (urljoin(page.landed, address) for address in page.html.xpath(xpath))
    return {urldefrag(address)[0] for address in found if not address.startswith("data:")}


def weight(page, read):
    """(bytes of the page with its stylesheet, with all that it loads), as they travel. read(address) gives a Page."""
    sizes = {address: read(address).size for address in targets(page, LOADED)}
    light = page.size + sum(size for address, size in sizes.items() if ".css" in address)
    return light, page.size + sum(sizes.values())


def faults(page, read):
    """Everything that is wrong with one page by itself."""
    yield from _answered(page)
    if page.status == 200:
        yield from _head(page)
        yield from _named(page)
        yield from _loaded(page, read)


def _answered(page):
    """The status and what the headers must say."""
    if page.status != 200:
        yield f"status {page.status}"
    policy = page.headers.get("Content-Security-Policy", "")
    yield from (f"the policy does not say {name}" for name in NEEDED_POLICY if name not in policy)
    if "unsafe" in policy:
        yield "the policy lets something run or look as it likes"
    if page.headers.get("X-Content-Type-Options") != "nosniff":
        yield "the type of the answer may be guessed (no nosniff)"
    if page.headers.get("Referrer-Policy") not in ("same-origin", "no-referrer", "strict-origin-when-cross-origin"):
        yield "other sites learn where readers come from (Referrer-Policy)"
    cookie = page.headers.get("Set-Cookie", "")
    if cookie and not (cookie.startswith("csrftoken=") and page.html.xpath("//form[@method='post']")):
        yield "sets a cookie for a visitor who only reads"


def _head(page):
    """What programs read first."""
    html = page.html
    title = " ".join((html.findtext(".//title") or "").split())
    if not 5 <= len(title) <= LONGEST_TITLE:
        yield f"title of {len(title)} signs"
    if not html.get("lang"):
        yield "no language"
    viewport = "".join(html.xpath("//meta[@name='viewport']/@content"))
    if "width=device-width" not in viewport or "user-scalable" in viewport or "maximum-scale" in viewport:
        yield f"viewport “{viewport}”"
    if page.is_paper:
        return
    canonical = html.xpath("//link[@rel='canonical']/@href")
    described = "".join(html.xpath("//meta[@name='description']/@content"))
    if html.xpath("//meta[@name='robots' and contains(@content, 'noindex')]"):
        return
    if len(canonical) > 1 or not all(urlsplit(address).scheme for address in canonical):
        yield f"canonical address {canonical}"
    if canonical and not 10 <= len(described) <= LONGEST_DESCRIPTION:
        yield f"description of {len(described)} signs"


def _named(page):
    """Links and pictures that say what they are."""
    for link in page.html.xpath("//a[@href]"):
        said = f"{link.text_content()}{''.join(link.xpath('.//@aria-label | ./@aria-label | .//img/@alt'))}"
        if not said.strip():
            yield f"link without a name: {link.get('href')}"
    for picture in page.html.xpath("//img"):
        if picture.get("alt") is None:
            yield f"picture without words: {picture.get('src')}"
        if not (picture.get("width") and picture.get("height")):
            yield f"picture without its size: {picture.get('src')}"


def _loaded(page, read):
    """What comes with it: all from here, all there, and not too heavy."""
    root = urlsplit(page.landed)[:2]
    for address in sorted(targets(page, LOADED)):
        if urlsplit(address)[:2] != root:
            yield f"loads from elsewhere, or without protection: {address}"
        elif read(address).status != 200:
            yield f"what it loads is not there: {address}"
    light, whole = weight(page, read)
    if light > LIGHT or whole > WITH_PICTURES:
        yield f"weighs {light} bytes with its stylesheet, {whole} with everything"


def faults_among(pages, again):
    """{address: [fault]} of what shows only beside others: titles that two pages share, and answers that are slow.

    again(page) gives the shortest wait for a page that was slow once: the first visitor waits for what is kept later.
    """
    found, by_title = defaultdict(list), defaultdict(dict)
    usual = median(page.seconds for page in pages)
    for page in pages:
        if page.seconds > max(SLOW * usual, SLOW_SECONDS):
            page.seconds = again(page)
        ratio = page.seconds / usual
        if ratio > SLOW and page.seconds > SLOW_SECONDS:
            found[page.address].append(f"first byte after {ratio:.1f} times the usual wait")
        canonical = page.html.xpath("//link[@rel='canonical']/@href")
        title = " ".join((page.html.findtext(".//title") or "").split())
        if canonical:
            by_title[page.html.get("lang"), title].setdefault(canonical[0], page.address)
    for (_language, title), addresses in by_title.items():
        for address in list(addresses.values())[1:]:
            found[address].append(f"same title as {next(iter(addresses.values()))}: {title}")
    return found
