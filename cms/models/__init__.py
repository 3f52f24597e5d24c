"""The CMS's pages, one file a family."""

from .contact import ContactSettings
from .course import CoursePage, ModulePage
from .evidence import PracticeEvidence
from .guidance import GuidanceIndexPage, GuidancePage
from .home import HomePage
from .module_progress import ModuleProgress
from .practice import PracticePage
from .practice_correction import CorrectionSuggestion
from .practice_history import PracticeHistoryEntry
from .practice_index import PracticeIndexPage
from .practice_proposal import PracticeProposal, ProposalReply
from .practice_risk import NoticeContact, RiskReport
from .practice_workflow import ProtectionCheckTask
from .standard import StandardPage
from .starter import StarterPage

__all__ = [
    "ContactSettings",
    "CorrectionSuggestion",
    "CoursePage",
    "GuidanceIndexPage",
    "GuidancePage",
    "HomePage",
    "ModulePage",
    "ModuleProgress",
    "NoticeContact",
    "PracticeEvidence",
    "PracticeHistoryEntry",
    "PracticeIndexPage",
    "PracticePage",
    "PracticeProposal",
    "ProposalReply",
    "ProtectionCheckTask",
    "RiskReport",
    "StandardPage",
    "StarterPage",
]
