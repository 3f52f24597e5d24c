"""In which languages a report is offered: those of the site whose words are translated."""

import struct
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import to_locale

MOST_LACKING = 0.05  # of the words of the fullest catalogue: more, and headings stand in English


def report_languages():
    """[(code, name)] of the languages of the site that a report can be compiled in."""
    fullest = max((_messages(code) for code, _name in settings.LANGUAGES), default=0)
    return [
        (code, name)
        for code, name in settings.LANGUAGES
        if code == "en" or (_messages(code) and _messages(code) >= fullest * (1 - MOST_LACKING))
    ]


@cache
def _messages(code):
    """How many messages the catalogue of a language holds; 0 without one."""
    for folder in settings.LOCALE_PATHS:
        file = Path(folder) / to_locale(code) / "LC_MESSAGES" / "django.mo"
        if file.is_file():
            with file.open("rb") as found:
                magic, _revision, count = struct.unpack("<III", found.read(12))
            return count if magic == 0x950412DE else 0
    return 0
