"""The questions and word lists come with the site, once, and belong to the editors from then on."""

from cms.models import AreaOfWork, PresenceType, Question, StarterPage
from cms.models.register_vocabulary import WORD_MODELS
from cms.register.words import load_words


def test_lists_are_filled_in_every_language_once(db):
    assert load_words() > 100
    assert list(Question.objects.values_list("code", flat=True)) == ["Q1", "Q2", "Q3", "Q4", "Q5"]
    assert [question.code for question in Question.objects.filter(is_contact=True)] == ["Q5"]
    assert AreaOfWork.objects.count() == 11
    for model in WORD_MODELS:
        assert all(set(word.labels) == {"en", "es", "fr", "ar"} for word in model.objects.all())
    assert load_words() == 0


def test_what_editors_changed_or_deleted_stays_so(db):
    load_words()
    PresenceType.objects.get(code="other").delete()
    AreaOfWork.objects.filter(code="justice").update(labels={"en": "Courts"})
    assert load_words() == 0
    assert not PresenceType.objects.filter(code="other").exists()
    assert str(AreaOfWork.objects.get(code="justice")) == "Courts"


def without_arabic(row):
    """The row as it stood before the files spoke Arabic."""
    for name in {"labels", "headings"} & set(vars(row)):
        getattr(row, name).pop("ar")
    row.save()
    return row


def test_register_from_before_gets_arabic_once_where_its_words_are_as_they_came(db):
    load_words()
    StarterPage.objects.filter(key="register-words-ar").delete()
    same, own = (
        without_arabic(AreaOfWork.objects.get(code="justice")),
        without_arabic(AreaOfWork.objects.get(code="lgbti")),
    )
    question = without_arabic(Question.objects.get(code="Q1"))
    AreaOfWork.objects.filter(pk=own.pk).update(labels=own.labels | {"en": "Changed"})
    AreaOfWork.objects.filter(code="women").update(labels={"en": "Women’s rights", "ar": "نساء"})
    assert load_words() == 0
    for row in (same, own, question):
        row.refresh_from_db()
    assert same.labels["ar"] and question.labels["ar"] and question.headings["ar"]
    assert "ar" not in own.labels
    assert AreaOfWork.objects.get(code="women").labels["ar"] == "نساء"
    without_arabic(same)  # an editor took it away: it does not come back
    load_words()
    same.refresh_from_db()
    assert "ar" not in same.labels
