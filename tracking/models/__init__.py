"""The tracking app's models, one file a noun."""

from .answer import ALL_LIMITS, WORD_LIMITS, ContributionAnswer, count_words
from .answer_remark import AnswerRemark
from .answer_use import AnswerUse
from .assessment import NationalAssessment
from .assistance import AssistanceNeed
from .background import BackgroundRun
from .budget import BudgetLine
from .calendar_feed import CalendarFeed
from .call import Call
from .chapter import ReportChapter
from .comment import Comment, organisation_of
from .consultation import Consultation
from .contradiction import ContradictionNote
from .contribution import Contribution
from .contribution_note import ContributionNote
from .dialogue import RegionalDialogue
from .draft import FormDraft
from .event import Event
from .evidence import Evidence
from .followup import FollowUp, Status
from .handover import HandoverNote
from .human_rights_body import HumanRightsCommitment, LocalHumanRightsBody
from .indicator import Indicator
from .indicator_value import CategoryValue, IndicatorValue
from .institution import NationalInstitution
from .invitation import Invitation
from .local_review import LocalReview
from .measure import NationalMeasure
from .membership import Membership
from .national_text import NationalSentence, NationalText
from .participation import Participation
from .person import User
from .place import Competence, LocalGovernment, State
from .plan import ActionPlan
from .pledge import Pledge
from .position_change import PositionChange
from .publishing import Publishable
from .question import CallQuestion, QuestionAnswer
from .recommendation import Recommendation, paragraph_order
from .recommendation_parts import RecommendationText, TargetTag, ThemeLink
from .reminder import ReminderDelivery
from .reminder_item import ReminderItem
from .reminder_pause import ReminderPause
from .reminder_rule import ReminderRule
from .report import Report
from .report_parts import ReportApproval, ReportDocument, ReportTemplate
from .review import CalendarEntry, Review, Session
from .review_date import ReviewDate
from .right import Attribute, Right
from .role import Role
from .scales import Dimension
from .second_reading import SecondReading
from .self_assessment import SelfAssessment, SelfAssessmentAnswer
from .source import SourceFile, SourceRow
from .state_record import StateRecord
from .step import ImplementationStep
from .step_hints import StepSection
from .step_model import StepModel
from .step_parts import PeopleReached, ProgressNote, StepChallenge, StepOutput, StepPartner
from .visibility import Visibility
from .vocabulary import Cluster, Goal, Group, ServiceArea, Target, Theme
from .workbook import Workbook, WorkbookRow, WorkbookUpload

__all__ = [
    "AnswerRemark",
    "AnswerUse",
    "AssistanceNeed",
    "ReportChapter",
    "Consultation",
    "ContradictionNote",
    "ContributionNote",
    "NationalInstitution",
    "NationalMeasure",
    "NationalSentence",
    "NationalText",
    "Pledge",
    "PositionChange",
    "CallQuestion",
    "QuestionAnswer",
    "ReportApproval",
    "ReportDocument",
    "ReportTemplate",
    "StateRecord",
    "NationalAssessment",
    "BackgroundRun",
    "BudgetLine",
    "CalendarFeed",
    "Comment",
    "organisation_of",
    "FormDraft",
    "PeopleReached",
    "ProgressNote",
    "StepChallenge",
    "StepModel",
    "StepOutput",
    "StepPartner",
    "StepSection",
    "ActionPlan",
    "ALL_LIMITS",
    "WORD_LIMITS",
    "Attribute",
    "CalendarEntry",
    "CategoryValue",
    "Dimension",
    "Indicator",
    "IndicatorValue",
    "Invitation",
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
    "HandoverNote",
    "HumanRightsCommitment",
    "ImplementationStep",
    "LocalGovernment",
    "LocalHumanRightsBody",
    "LocalReview",
    "Membership",
    "Participation",
    "Publishable",
    "Recommendation",
    "RecommendationText",
    "RegionalDialogue",
    "ReminderDelivery",
    "ReminderItem",
    "ReminderPause",
    "ReminderRule",
    "Report",
    "Review",
    "ReviewDate",
    "Right",
    "Role",
    "SecondReading",
    "ServiceArea",
    "SelfAssessment",
    "SelfAssessmentAnswer",
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
    "Workbook",
    "WorkbookRow",
    "WorkbookUpload",
    "count_words",
    "paragraph_order",
]
