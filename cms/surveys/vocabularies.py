"""The lists of words from which an answer may choose, as {code: label in the language of the page}."""

from django.utils.translation import get_language

from cms.models.register_vocabulary import CounterpartType, EngagementNature, Situation
from cms.models.survey_question import SurveyQuestion
from cms.models.survey_texts import FALLBACK_LANGUAGE, Said
from tracking.models import Group, Right, ServiceArea, Theme
from tracking.search_stems import folded

Vocabulary = SurveyQuestion.Vocabulary
MODELS = {
    Vocabulary.RIGHTS: Right,
    Vocabulary.GROUPS: Group,
    Vocabulary.SERVICE_AREAS: ServiceArea,
    Vocabulary.COUNTERPARTS: CounterpartType,
    Vocabulary.NATURES: EngagementNature,
    Vocabulary.SITUATIONS: Situation,
    Vocabulary.THEMES: Theme,
}


def rows(vocabulary):
    """The rows that are offered, in their order, or in that of the alphabet. Of themes only those in use today."""
    model = MODELS[vocabulary]
    if model is Theme:
        return sorted(Theme.objects.filter(current=None), key=lambda theme: folded(theme.label))
    if model is Group:
        return sorted(Group.objects.filter(is_hidden_as_filter=False), key=lambda group: folded(group.label))
    if vocabulary in (Vocabulary.COUNTERPARTS, Vocabulary.NATURES, Vocabulary.SITUATIONS):
        return model.objects.filter(is_offered=True)
    return model.objects.all()


def code_of(row):
    """How an answer names the row."""
    return f"theme-{row.pk}" if isinstance(row, Theme) else row.code


def words(vocabulary):
    """{code: label as Said} of what is offered; what is not translated says so."""
    language = get_language() or FALLBACK_LANGUAGE
    return {
        code_of(row): Said(row.label, "" if language in (FALLBACK_LANGUAGE, *row.labels) else FALLBACK_LANGUAGE)
        for row in rows(vocabulary)
    }


def chosen(vocabulary, codes):
    """The rows behind the codes of an answer, also those that are no longer offered."""
    model = MODELS[vocabulary]
    if model is Theme:
        return list(model.objects.filter(pk__in=[code.removeprefix("theme-") for code in codes]))
    return list(model.objects.filter(code__in=codes))


def labels(vocabulary, codes):
    """The labels behind the codes of an answer, in the order of the vocabulary."""
    return [row.label for row in chosen(vocabulary, codes)]
