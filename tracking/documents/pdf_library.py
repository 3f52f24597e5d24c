"""The library that writes tagged PDF files of HTML, asked for when it is needed; nothing is ever fetched for a file."""

import logging
from functools import cache


@cache
def is_available():
    """Whether PDF files can be made here: the library needs Pango, a part of the operating system."""
    try:
        library()
    except (ImportError, OSError):
        return False
    return True


def opened(markup):
    """The document of a whole HTML text; raises ImportError or OSError where `is_available` is false."""
    return library().HTML(string=markup, url_fetcher=refuse, base_url="about:blank")


def refuse(url, *args, **kwargs):
    """Nothing is fetched: everything the document needs stands in it."""
    raise ValueError(f"The document needs no other file, yet it asks for {url!r}.")


def library():
    """WeasyPrint."""
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # it tells of every page
    import weasyprint  # noqa: PLC0415 - takes half a second and needs Pango, which not every system has

    return weasyprint
