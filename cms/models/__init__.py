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
from .register_answer import AnswerPlace, ProfileAnswer
from .register_findings import LessonEntry, NeedEntry
from .register_mapping import MappingExercise, Question
from .register_profile import EngagementProfile, FutureEngagement, ProfilePlace
from .register_vocabulary import AreaOfWork, CounterpartType, EngagementNature, LessonTag, PresenceType, Situation
from .search_entry import SearchEntry
from .standard import StandardPage
from .starter import StarterPage
from .subscription import Digest, Subscription
from .survey import Survey
from .survey_answer import SurveyAnswer
from .survey_contact import SurveyContact
from .survey_invitation import SurveyInvitation
from .survey_part import SurveyInterview, SurveyPart
from .survey_question import SurveyChoice, SurveyQuestion

__all__ = [
    "AnswerPlace",
    "AreaOfWork",
    "ContactSettings",
    "CorrectionSuggestion",
    "CounterpartType",
    "CoursePage",
    "Digest",
    "EngagementNature",
    "EngagementProfile",
    "FutureEngagement",
    "GuidanceIndexPage",
    "GuidancePage",
    "HomePage",
    "LessonEntry",
    "LessonTag",
    "MappingExercise",
    "ModulePage",
    "ModuleProgress",
    "NeedEntry",
    "NoticeContact",
    "PracticeEvidence",
    "PracticeHistoryEntry",
    "PracticeIndexPage",
    "PracticePage",
    "PracticeProposal",
    "PresenceType",
    "ProfileAnswer",
    "ProfilePlace",
    "ProposalReply",
    "ProtectionCheckTask",
    "Question",
    "RiskReport",
    "SearchEntry",
    "Situation",
    "StandardPage",
    "StarterPage",
    "Subscription",
    "Survey",
    "SurveyAnswer",
    "SurveyChoice",
    "SurveyContact",
    "SurveyInterview",
    "SurveyInvitation",
    "SurveyPart",
    "SurveyQuestion",
]
