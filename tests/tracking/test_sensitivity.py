"""Which recommendations are on a sensitive topic."""

import pytest

from tests import factories
from tracking import models, reference_data, sensitivity


@pytest.fixture
def rows(review):
    """Two recommendations on housing and children."""
    return factories.recommendation(review), factories.recommendation(review)


def marked():
    return list(models.Recommendation.objects.filter(is_sensitive=True))


@pytest.mark.parametrize("word", ["theme", "group", None])
def test_mark_follows_themes_and_groups(word, rows):
    one, other = rows
    if word == "theme":
        theme = factories.theme("Enforced disappearances")
        models.Theme.objects.filter(pk=theme.pk).update(is_sensitive=True)
        models.ThemeLink.objects.create(recommendation=one, theme=theme, position=1)
    elif word == "group":
        group = factories.group("human-rights-defenders")
        models.Group.objects.filter(pk=group.pk).update(is_sensitive=True)
        one.groups.add(group)
    sensitivity.mark([one.pk, other.pk])
    assert marked() == ([one] if word else [])


def test_mark_never_takes_a_mark_off(rows):
    models.Recommendation.objects.filter(pk=rows[0].pk).update(is_sensitive=True)
    sensitivity.mark(row.pk for row in rows)
    assert marked() == [rows[0]]


def test_reference_marks_the_topics_that_may_put_somebody_in_danger(rows):
    group = factories.group("lgbti-persons")
    rows[0].groups.add(group)
    reference_data.load()
    assert marked() == [rows[0]]
    models.Recommendation.objects.update(is_sensitive=False)  # somebody looked at it and took the mark off
    reference_data.load()
    assert marked() == []
    names = " ".join(models.Theme.objects.filter(is_sensitive=True).values_list("name", flat=True))
    for word in ("trafficking", "Sexual", "disappearances", "defenders", "torture", "minorities", "displaced", "LGBTI"):
        assert word in names
    assert not models.Theme.objects.get(vocabulary="4", name="Right to adequate housing").is_sensitive
