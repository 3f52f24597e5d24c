"""What all entries of the engagement register share: drafts, visibility, places, and kinds of answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import DraftStateMixin, Orderable, PreviewableMixin, RevisionMixin, WorkflowMixin

from tracking.models import Visibility

from .register_scales import AnswerKind, PlaceLevel
from .register_translation import Translated

NO_CASES = _("Nothing about individual cases: no names, exact places or dates by which a person could be found.")

ONLY_IF_ANSWERED = _('A text stands beside "answered" only. Choose "answered", or take the text out.')
NEEDS_TEXT = _('"Answered" needs a text; every other choice has none.')


class RegisterEntry(WorkflowMixin, DraftStateMixin, PreviewableMixin, RevisionMixin, Translated, ClusterableModel):
    """A draft until an editor publishes it; readers see it only if its visibility is public, too."""

    live = models.BooleanField(_("published"), default=False, editable=False)
    visibility = models.CharField(
        _("visibility"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.INTERNAL,
        help_text=_(
            "Public: everybody. Internal: editors, and the documents they make. Restricted: this form only. "
            "Readers see an entry when it is public and published."
        ),
    )

    class Meta:
        abstract = True

    @property
    def is_shown(self):
        """Whether readers may see it, as far as the entry itself decides."""
        return self.live and self.visibility == Visibility.PUBLIC

    @property
    def sensitive_words(self):
        """The words of the lists on the entry that make it a sensitive topic, and its camps."""
        return [word for word in self.words_of_lists() if word.is_sensitive]

    def words_of_lists(self):
        """The words by which a sensitive topic is known: themes, groups, situations, areas of work, places."""
        names = ("themes", "groups", "situations")
        words = [word for name in names if hasattr(self, name) for word in getattr(self, name).all()]
        area = [self.area] if getattr(self, "area", None) else []
        return [*words, *area, *(self.places.all() if hasattr(self, "places") else ())]

    def serve_preview(self, request, mode_name):
        """The page as readers would see it, with what stands in the form."""
        from cms.register.previews import preview  # noqa: PLC0415 - the pages know the models already

        return preview(request, self)


class RegisterPlace(Orderable):
    """A place named by an entry: how it is called, what it is, where it lies."""

    name = models.CharField(_("name"), max_length=150)
    level = models.CharField(_("level"), max_length=12, choices=PlaceLevel.choices, default=PlaceLevel.CITY)
    country = models.ForeignKey(
        "tracking.State", on_delete=models.PROTECT, related_name="+", verbose_name=_("country"), null=True, blank=True
    )
    government = models.ForeignKey(
        "tracking.LocalGovernment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("government in the follow-up"),
        help_text=_("If its government takes part in the follow-up of recommendations here."),
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("level")]),
        FieldRowPanel([FieldPanel("country"), FieldPanel("government")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return self.name

    @property
    def key(self):
        """What makes two mentions the same place."""
        return (self.country_id, " ".join(self.name.split()).casefold())

    @property
    def is_shown(self):
        """Whether readers may see its name: camps and displacement sites are never named."""
        return not self.is_sensitive

    @property
    def is_sensitive(self):
        """Whether the place alone makes what is said of it a sensitive topic."""
        return self.level == PlaceLevel.CAMP


def kind_field(label):
    """A field that says whether a field beside it was answered; silence is what stands there first."""
    return models.CharField(label, max_length=15, choices=AnswerKind.choices, default=AnswerKind.NO_RESPONSE)


def texts_only_if_answered(kind, *texts, name, needs_text=False):
    """A constraint: texts stand only beside "answered"; with `needs_text`, at least one of them has to."""
    empty = models.Q(**dict.fromkeys(texts, ""))
    answered = models.Q(**{kind: AnswerKind.ANSWERED})
    condition = (answered & ~empty) | (~answered & empty) if needs_text else answered | empty
    message = NEEDS_TEXT if needs_text else ONLY_IF_ANSWERED
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)


def text_problems(entry, kind, *texts, needs_text=False):
    """What such a constraint would refuse, as {field: sentence}, so that a form says it where it is."""
    written = [text for text in texts if getattr(entry, text)]
    if getattr(entry, kind) != AnswerKind.ANSWERED:
        return dict.fromkeys(written, ONLY_IF_ANSWERED)
    return {} if written or not needs_text else {texts[0]: NEEDS_TEXT}


def has_text(field, name):
    """A constraint: the field is not empty."""
    return models.CheckConstraint(condition=~models.Q(**{field: ""}), name=name)
