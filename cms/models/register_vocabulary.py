"""The words of the engagement register that editors may add to: one model a list, with labels by language."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracking.models.vocabulary import Labelled


class RegisterWord(Labelled):
    """One word of a list. A word that is no longer offered stays on the entries that use it."""

    code = models.SlugField(_("code"), max_length=60, unique=True, help_text=_("Never changes; files refer to it."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_offered = models.BooleanField(_("offered in forms"), default=True)

    class Meta:
        abstract = True
        ordering = ["order", "code"]

    def __str__(self):
        return self.label or self.code


class PresenceType(RegisterWord):
    """In what form a body is present: country office, human rights adviser, headquarters ..."""

    class Meta(RegisterWord.Meta):
        verbose_name = _("type of presence")
        verbose_name_plural = _("types of presence")


class EngagementNature(RegisterWord):
    """What is done together: technical assistance, training, monitoring ..."""

    class Meta(RegisterWord.Meta):
        verbose_name = _("nature of engagement")
        verbose_name_plural = _("natures of engagement")


class TopicWord(RegisterWord):
    """A word that may name a topic on which nothing is published before a second person has read it."""

    is_sensitive = models.BooleanField(
        _("sensitive topic"),
        default=False,
        help_text=_("What carries this word becomes public only after a second person has read it."),
    )

    class Meta(RegisterWord.Meta):
        abstract = True


class AreaOfWork(TopicWord):
    """A field in which an office works and answers: a column of the matrix."""

    class Meta(RegisterWord.Meta):
        verbose_name = _("area of work")
        verbose_name_plural = _("areas of work")


class CounterpartType(RegisterWord):
    """What kind of local body the engagement is with: city authority, local ombudsperson, police ..."""

    class Meta(RegisterWord.Meta):
        verbose_name = _("type of counterpart")
        verbose_name_plural = _("types of counterparts")


class Situation(TopicWord):
    """What is going on where the engagement takes place: displacement, pandemic ..."""

    class Meta(RegisterWord.Meta):
        verbose_name = _("situation")
        verbose_name_plural = _("situations")


class LessonTag(RegisterWord):
    """What a lesson is about: trust, time, ownership ..."""

    class Meta(RegisterWord.Meta):
        verbose_name = _("lesson tag")
        verbose_name_plural = _("lesson tags")


WORD_MODELS = (PresenceType, EngagementNature, AreaOfWork, CounterpartType, Situation, LessonTag)
