"""The CMS's pages, one file a family."""

from .contact import ContactSettings
from .course import CoursePage, ModulePage
from .evidence import PracticeEvidence
from .guidance import GuidanceIndexPage, GuidancePage
from .home import HomePage
from .module_progress import ModuleProgress
from .practice import PracticePage
from .practice_index import PracticeIndexPage
from .standard import StandardPage
from .starter import StarterPage

__all__ = [
    "ContactSettings",
    "CoursePage",
    "GuidanceIndexPage",
    "GuidancePage",
    "HomePage",
    "ModulePage",
    "ModuleProgress",
    "PracticeEvidence",
    "PracticeIndexPage",
    "PracticePage",
    "StandardPage",
    "StarterPage",
]
