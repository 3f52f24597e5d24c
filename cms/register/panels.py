"""How the editors' forms of the register are laid out."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from cms.models import EngagementProfile, LessonEntry, MappingExercise, NeedEntry, ProfileAnswer
from cms.models.register_vocabulary import TopicWord

from .forms import QuestionForm, WordForm, entry_form, text_fields
from .protecting import CONFIRMED, NAMES
from .translating import language_tabs

PROTECTION = HelpPanel(template="cms/register/admin/protection.html", heading=_("Before you write"))
ORIGIN = MultiFieldPanel([FieldPanel("visibility"), FieldPanel("language")], heading=_("Who may read it"))
CHECK = MultiFieldPanel(
    [FieldPanel(name) for name in NAMES],
    heading=_("Protection check"),
    help_text=_("To be ticked by the person who publishes it for everybody; drafts and internal entries need none."),
)


def answerable(heading, kind, *fields):
    """A field of the fixed headings with the choice that says whether it was answered at all."""
    return MultiFieldPanel([FieldPanel(kind), *(FieldPanel(field) for field in fields)], heading=heading)


def word_panels(model):
    """The form of a word of one of the lists."""
    texts = MultiFieldPanel(
        [FieldPanel(name) for name in text_fields(WordForm)], heading=_("The word in each language")
    )
    own = [FieldPanel("is_sensitive")] if issubclass(model, TopicWord) else []
    row = FieldRowPanel([FieldPanel("order"), FieldPanel("is_offered")])
    return ObjectList([FieldPanel("code"), texts, row, *own], base_form_class=WordForm)


QUESTION = ObjectList(
    [
        FieldRowPanel([FieldPanel("code"), FieldPanel("order")]),
        FieldPanel("is_contact"),
        MultiFieldPanel([FieldPanel(name) for name in text_fields(QuestionForm)], heading=_("In each language")),
    ],
    base_form_class=QuestionForm,
)
MAPPING = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("title"),
                FieldPanel("slug"),
                FieldPanel("purpose"),
                FieldPanel("focal_point"),
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on"), FieldPanel("invited")]),
                FieldPanel("questions"),
                ORIGIN,
                FieldPanel(CONFIRMED),
            ],
            heading=_("Mapping"),
        ),
        *language_tabs(MappingExercise),
    ],
    base_form_class=entry_form(MappingExercise, CONFIRMED),
)
FUTURE = [
    FieldPanel("topic"),
    FieldRowPanel([FieldPanel("status"), FieldPanel("horizon"), FieldPanel("resources")]),
    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("area")]),
]
PROFILE = TabbedInterface(
    [
        ObjectList(
            [
                PROTECTION,
                FieldPanel("exercise"),
                FieldPanel("title", required_on_save=True),
                FieldPanel("slug", required_on_save=True),
                FieldPanel("category", required_on_save=True),
                FieldPanel("presence_type"),
                FieldPanel("presence_other"),
                FieldPanel("countries"),
                FieldRowPanel([FieldPanel("author_body", required_on_save=True), FieldPanel("prepared_on")]),
                ORIGIN,
                CHECK,
            ],
            heading=_("Presence"),
        ),
        ObjectList(
            [
                HelpPanel(template="cms/register/admin/places.html", heading=_("Where the places come from")),
                answerable(_("Cities/regions"), "places_kind", "places_text"),
                InlinePanel("places", heading=_("Places added by hand"), label=_("Place")),
            ],
            heading=_("Cities/regions"),
        ),
        ObjectList(
            [
                answerable(_("Engagement with local governments"), "engagement_kind", "engagement"),
                answerable(_("Nature of the engagement"), "nature_kind", "natures", "nature"),
                answerable(_("Lessons learned"), "lessons_kind", "lessons_learned"),
                answerable(_("Additional note"), "note_kind", "note"),
            ],
            heading=_("Engagement"),
        ),
        ObjectList(
            [
                answerable(_("Future engagements"), "future_kind", "future"),
                InlinePanel("future_engagements", FUTURE, heading=_("What is planned"), label=_("Future engagement")),
            ],
            heading=_("Future engagements"),
        ),
        *language_tabs(EngagementProfile),
    ],
    base_form_class=entry_form(EngagementProfile, *NAMES),
)
ANSWER = TabbedInterface(
    [
        ObjectList(
            [
                PROTECTION,
                FieldPanel("profile"),
                FieldRowPanel([FieldPanel("question"), FieldPanel("area")]),
                answerable(_("Answer"), "kind", "text", "outcome", "lesson"),
                FieldRowPanel([FieldPanel("contribution"), FieldPanel("contribution_note")]),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("author_body", required_on_save=True), FieldPanel("answered_on")]),
                        FieldRowPanel(
                            [FieldPanel("source_type", required_on_save=True), FieldPanel("source_reference")]
                        ),
                        FieldPanel("enriches"),
                    ],
                    heading=_("Where it comes from"),
                ),
                ORIGIN,
                CHECK,
            ],
            heading=_("Answer"),
        ),
        ObjectList(
            [
                FieldPanel("entities"),
                FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_to"), FieldPanel("is_ongoing")]),
                InlinePanel("places", heading=_("Places"), label=_("Place")),
                *(FieldPanel(name) for name in ("counterparts", "natures", "situations", "themes", "rights", "groups")),
            ],
            heading=_("With whom, where, on what"),
        ),
        *language_tabs(ProfileAnswer),
    ],
    base_form_class=entry_form(ProfileAnswer, *NAMES),
)


def finding(model, heading, *fields):
    """The form of a lesson or a need around its own fields."""
    first = ObjectList(
        [
            PROTECTION,
            FieldPanel("title", required_on_save=True),
            *fields,
            FieldRowPanel([FieldPanel("profile"), FieldPanel("area")]),
            FieldRowPanel([FieldPanel("author_body", required_on_save=True), FieldPanel("noted_on")]),
            FieldPanel("themes"),
            ORIGIN,
            CHECK,
        ],
        heading=heading,
    )
    return TabbedInterface([first, *language_tabs(model)], base_form_class=entry_form(model, *NAMES))


LESSON = finding(
    LessonEntry,
    _("Lesson"),
    *(FieldPanel("text", required_on_save=True), FieldPanel("result"), FieldPanel("tags"), FieldPanel("answer")),
)
NEED = finding(
    NeedEntry,
    _("Need"),
    *(FieldPanel("kind", required_on_save=True), FieldPanel("kind_other"), FieldPanel("text"), FieldPanel("status")),
)
