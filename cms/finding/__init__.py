"""The search of the site: one index over all public things, and what a reader asks of it."""

from .index import forget_page, index_page, rebuild, refresh
from .results import search

__all__ = ["forget_page", "index_page", "rebuild", "refresh", "search"]
