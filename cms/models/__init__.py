"""The CMS's pages, one file a family."""

from .contact import ContactSettings
from .evidence import PracticeEvidence
from .guidance import GuidanceIndexPage, GuidancePage
from .home import HomePage
from .practice import PracticePage
from .practice_index import PracticeIndexPage
from .register_answer import AnswerPlace, ProfileAnswer
from .register_findings import LessonEntry, NeedEntry
from .register_mapping import MappingExercise, Question
from .register_profile import EngagementProfile, FutureEngagement, ProfilePlace
from .register_vocabulary import AreaOfWork, CounterpartType, EngagementNature, LessonTag, PresenceType, Situation
from .standard import StandardPage
from .starter import StarterPage
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
    "CounterpartType",
    "EngagementNature",
    "EngagementProfile",
    "FutureEngagement",
    "GuidanceIndexPage",
    "GuidancePage",
    "HomePage",
    "LessonEntry",
    "LessonTag",
    "MappingExercise",
    "NeedEntry",
    "PracticeEvidence",
    "PracticeIndexPage",
    "PracticePage",
    "PresenceType",
    "ProfileAnswer",
    "ProfilePlace",
    "Question",
    "Situation",
    "StandardPage",
    "StarterPage",
    "Survey",
    "SurveyAnswer",
    "SurveyChoice",
    "SurveyContact",
    "SurveyInterview",
    "SurveyInvitation",
    "SurveyPart",
    "SurveyQuestion",
]
