"""The questions of a survey and what can be chosen as an answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from .register_mapping import Question
from .survey import Survey
from .survey_texts import TextsField, said


class SurveyQuestion(Orderable, ClusterableModel):
    """One question. Its code stays, whatever number it has on the page."""

    class Kind(models.TextChoices):
        LONG_TEXT = "long-text", _("long text")
        SHORT_TEXT = "short-text", _("short text")
        ONE = "one", _("one choice")
        SEVERAL = "several", _("several choices")
        YES_NO = "yes-no", _("yes, no or unknown")
        PERIOD = "period", _("period")
        NUMBER = "number", _("number")
        PLACES = "places", _("list of places")
        TAGS = "tags", _("words of a vocabulary")
        CONTACT = "contact", _("contact details, kept apart")

    class Vocabulary(models.TextChoices):
        THEMES = "themes", _("themes")
        RIGHTS = "rights", _("human rights")
        GROUPS = "groups", _("groups of persons")
        SERVICE_AREAS = "service-areas", _("service areas")
        COUNTERPARTS = "counterparts", _("types of counterparts")
        NATURES = "natures", _("natures of engagement")
        SITUATIONS = "situations", _("situations")

    class RegisterPart(models.TextChoices):
        TEXT = "", _("the account itself")
        OUTCOME = "outcome", _("outcome")
        LESSON = "lesson", _("lesson")
        ENTITIES = "entities", _("with which bodies")
        PLANNED = "planned", _("whether something is planned")
        TOPIC = "topic", _("what is planned")
        HORIZON = "horizon", _("when it is planned")
        RESOURCES = "resources", _("whether resources are secured")

    survey = ParentalKey(Survey, on_delete=models.CASCADE, related_name="questions")
    code = models.SlugField(
        _("code"), max_length=40, help_text=_("Short and lasting, such as outcome. Exports name the question by it.")
    )
    section = TextsField(
        _("heading of a new screen"), blank=True, help_text=_("Empty: it stands on the same screen as the one before.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.LONG_TEXT)
    vocabulary = models.CharField(
        _("vocabulary"),
        max_length=20,
        choices=Vocabulary.choices,
        blank=True,
        help_text=_("For words of a vocabulary."),
    )
    label = TextsField(_("question"))
    help = TextsField(_("help"), is_long=True, blank=True)
    is_required = models.BooleanField(
        _("must be answered"), default=False, help_text=_("“No response” may be ticked instead.")
    )
    register_question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_contact": False},
        verbose_name=_("question of the register"),
        help_text=_("Where the answer goes once it is accepted. Empty: it stays in the survey."),
    )
    register_part = models.CharField(
        _("part of that answer"),
        max_length=10,
        choices=RegisterPart.choices,
        blank=True,
        help_text=_(
            "Periods, places and words of a vocabulary find their place by themselves. Plans become a future "
            "engagement of the profile; of choices about them the register knows these codes: this-year, "
            "later; secured, partly, open."
        ),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "code"],
                name="survey_question_code_once",
                violation_error_message=_("Two questions have this code."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="tags") & ~Q(vocabulary="")) | (~Q(kind="tags") & Q(vocabulary="")),
                name="survey_question_vocabulary_for_tags",
                violation_error_message=_("Choose a vocabulary for words of a vocabulary, and for nothing else."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="contact") | Q(register_question__isnull=True),
                name="survey_contact_never_in_the_register",
                violation_error_message=_("Contact details never go into the register."),
            ),
            models.CheckConstraint(
                condition=Q(register_part="") | Q(register_question__isnull=False),
                name="survey_question_part_of_a_register_question",
                violation_error_message=_("Choose the question of the register first."),
            ),
        ]

    def __str__(self):
        return said(self.label).text

    @property
    def shown_label(self):
        """The question in the language of the page, or what stands in for it."""
        return said(self.label)

    @property
    def shown_help(self):
        """The help as Said."""
        return said(self.help)

    @property
    def is_contact(self):
        """Its answer lies apart from the others and is never published."""
        return self.kind == self.Kind.CONTACT


class SurveyChoice(Orderable):
    """Something that can be chosen; its code stays, whatever its words become."""

    question = ParentalKey(SurveyQuestion, on_delete=models.CASCADE, related_name="choices")
    code = models.SlugField(_("code"), max_length=40)
    label = TextsField(_("words"))

    class Meta(Orderable.Meta):
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "code"],
                name="survey_choice_code_once",
                violation_error_message=_("Two choices have this code."),
            )
        ]

    def __str__(self):
        return said(self.label).text
