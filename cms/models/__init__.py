"""The CMS's pages, one file a family."""

from .contact import ContactSettings
from .evidence import PracticeEvidence
from .guidance import GuidanceIndexPage, GuidancePage
from .home import HomePage
from .practice import PracticePage
from .practice_index import PracticeIndexPage
from .search_entry import SearchEntry
from .standard import StandardPage
from .starter import StarterPage
from .subscription import Digest, Subscription

__all__ = [
    "ContactSettings",
    "Digest",
    "GuidanceIndexPage",
    "GuidancePage",
    "HomePage",
    "PracticeEvidence",
    "PracticeIndexPage",
    "PracticePage",
    "SearchEntry",
    "StandardPage",
    "StarterPage",
    "Subscription",
]
