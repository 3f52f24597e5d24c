"""The CMS's pages, one file a family."""

from .contact import ContactSettings
from .evidence import PracticeEvidence
from .guidance import GuidanceIndexPage, GuidancePage
from .home import HomePage
from .practice import PracticePage
from .practice_index import PracticeIndexPage
from .standard import StandardPage
from .starter import StarterPage

__all__ = [
    "ContactSettings",
    "GuidanceIndexPage",
    "GuidancePage",
    "HomePage",
    "PracticeEvidence",
    "PracticeIndexPage",
    "PracticePage",
    "StandardPage",
    "StarterPage",
]
