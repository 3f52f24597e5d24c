"""The words by which entries of the engagement register are tagged, and the questions that were asked."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cms.models import (
    AreaOfWork,
    CounterpartType,
    EngagementNature,
    LessonTag,
    PresenceType,
    Question,
    Situation,
)
from tracking.opendata.words import WordRow, Words


def words(name, label, about, model_of_words):
    """The subject of one list of words."""

    class Row(WordRow):
        """A word."""

        class Meta:
            model = model_of_words
            fields = ("code", "label")

    Row.__name__ = f"{model_of_words.__name__}Row"

    class List(Words):
        """A list of words."""

        code, title, model, serializer_class = name, label, model_of_words, Row
        lookup_value_regex, ordering = "[-_.a-zA-Z0-9]{1,80}", ("order", "code")

    List.about, List.__name__ = about, f"{model_of_words.__name__}List"
    return List


PresenceTypes = words(
    "presence-types", _("Types of presence"), _("In what form a body is present, as profiles name it."), PresenceType
)
Natures = words(
    "natures",
    _("Natures of engagement"),
    _("What is done together, as profiles and answers name it."),
    EngagementNature,
)
Areas = words(
    "areas-of-work", _("Areas of work"), _("Fields of work by which the register is ordered."), AreaOfWork
)  # fmt: skip
Counterparts = words(
    "counterpart-types", _("Types of counterparts"), _("Kinds of local bodies, as answers name them."), CounterpartType
)
Situations = words("situations", _("Situations"), _("What is going on where the engagement takes place."), Situation)
LessonTags = words("lesson-tags", _("Lesson tags"), _("What lessons of the register are about."), LessonTag)


class QuestionRow(WordRow):
    """A question of a mapping."""

    heading = serializers.CharField(help_text=_("A few words for it, in the language asked for"))

    class Meta:
        model = Question
        fields = ("code", "heading", "label")


class Questions(Words):
    """The questions of mappings; the one that asks for contact details is none of them."""

    code, title, model, serializer_class = "questions", _("Questions of the register"), Question, QuestionRow
    about = _("The questions that presences are asked. Their answers are a subject of their own.")
    lookup_value_regex, ordering = "Q[1-9][0-9]?", ("order", "code")

    @classmethod
    def rows(cls):
        """Those whose answers may be told."""
        return Question.objects.filter(is_contact=False)
