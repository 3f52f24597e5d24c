"""The questions and word lists come with the site, once, and belong to the editors from then on."""

from cms.models import AreaOfWork, PresenceType, Question
from cms.models.register_vocabulary import WORD_MODELS
from cms.register.words import load_words


def test_lists_are_filled_in_three_languages_once(db):
    assert load_words() > 100
    assert list(Question.objects.values_list("code", flat=True)) == ["Q1", "Q2", "Q3", "Q4", "Q5"]
    assert [question.code for question in Question.objects.filter(is_contact=True)] == ["Q5"]
    assert AreaOfWork.objects.count() == 11
    for model in WORD_MODELS:
        assert all(set(word.labels) == {"en", "es", "fr"} for word in model.objects.all())
    assert load_words() == 0


def test_what_editors_changed_or_deleted_stays_so(db):
    load_words()
    PresenceType.objects.get(code="other").delete()
    AreaOfWork.objects.filter(code="justice").update(labels={"en": "Courts"})
    assert load_words() == 0
    assert not PresenceType.objects.filter(code="other").exists()
    assert str(AreaOfWork.objects.get(code="justice")) == "Courts"
