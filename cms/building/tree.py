"""The pages that create_site makes, apart from the practices, which are one a content file."""

from collections.abc import Callable
from dataclasses import dataclass

from wagtail.models import Page

from cms import starter
from cms.models import GuidanceIndexPage, GuidancePage, HomePage, PracticeIndexPage, StandardPage

HOME = "home"
FALLBACK_LANGUAGE = "en"  # in which every page has content


@dataclass(frozen=True)
class Plan:
    """One page of the tree: its name (also of its content file), type, parent's name and place in menus."""

    key: str
    model: type[Page]
    parent: str = ""
    is_in_menus: bool = False
    is_only_one: bool = False  # at most one of its type below its parent
    read: Callable = starter.read  # (key, language) -> the fields of its page, or None
    note_made: Callable = lambda page: None  # what is written down before the page is published


TREE = (
    Plan(HOME, HomePage, is_only_one=True),
    Plan("guidance", GuidanceIndexPage, HOME, is_in_menus=True, is_only_one=True),
    Plan("practices", PracticeIndexPage, HOME, is_in_menus=True, is_only_one=True),
    Plan("upr-in-five-steps", GuidancePage, "guidance"),
    Plan("read-a-recommendation", GuidancePage, "guidance"),
    Plan("mid-term-input", GuidancePage, "guidance"),
    Plan("indicators", GuidancePage, "guidance"),
    Plan("budgeting", GuidancePage, "guidance"),
    Plan("civil-society", GuidancePage, "guidance"),
    Plan("publish-safely", GuidancePage, "guidance"),
    Plan("handover", GuidancePage, "guidance"),
    Plan("local-government-checklist", GuidancePage, "guidance"),
    Plan("for-coordinators", GuidancePage, "guidance"),
    Plan("state-checklist", GuidancePage, "guidance"),
    Plan("questions", GuidancePage, "guidance"),
    Plan("glossary", GuidancePage, "guidance"),
    Plan("reading-list", GuidancePage, "guidance"),
    Plan("about", StandardPage, HOME),
    Plan("accessibility", StandardPage, HOME),
    Plan("data-protection", StandardPage, HOME),
    Plan("report-a-risk", StandardPage, HOME),
)
