"""The tracking app's models, one file a noun."""

from .answer import WORD_LIMITS, ContributionAnswer, count_words
from .call import Call
from .contribution import Contribution
from .event import Event
from .followup import FollowUp, Status
from .person import User
from .place import Competence, LocalGovernment, Membership, State
from .recommendation import Recommendation, RecommendationText, TargetTag, ThemeLink, paragraph_order
from .reminder import ReminderDelivery, ReminderItem, ReminderRule
from .report import Report
from .review import CalendarEntry, Review, Session
from .source import SourceFile, SourceRow
from .step import Evidence, ImplementationStep
from .visibility import Visibility
from .vocabulary import Cluster, Goal, Group, ServiceArea, Target, Theme

__all__ = [
    "WORD_LIMITS",
    "CalendarEntry",
    "Call",
    "Cluster",
    "Competence",
    "Contribution",
    "ContributionAnswer",
    "Event",
    "Evidence",
    "FollowUp",
    "Goal",
    "Group",
    "ImplementationStep",
    "LocalGovernment",
    "Membership",
    "Recommendation",
    "RecommendationText",
    "ReminderDelivery",
    "ReminderItem",
    "ReminderRule",
    "Report",
    "Review",
    "ServiceArea",
    "Session",
    "SourceFile",
    "SourceRow",
    "State",
    "Status",
    "Target",
    "TargetTag",
    "Theme",
    "ThemeLink",
    "User",
    "Visibility",
    "count_words",
    "paragraph_order",
]
