"""The site's own words behind the labels of files."""

import pytest

from tests import factories
from tracking.importing.vocabulary import Vocabulary
from tracking.models import Group, Theme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("label", ["Right to food", "right to FOOD", "  Right  to food ", "Right to food"])
def test_theme_is_found_whatever_its_case_and_blanks(label):
    theme = factories.theme("Right to food")
    assert Vocabulary(4).theme(label) == theme.pk


@pytest.mark.parametrize("label", ["A12 Acceptance of norms", "Acceptance of norms", "A12 Acceptance of the norms"])
def test_theme_of_the_second_cycle_is_found_by_name_or_code(label):
    theme = Theme.objects.create(vocabulary="2", code="A12", name="Acceptance of norms")
    assert Vocabulary(2).theme(label) == theme.pk


def test_theme_of_another_cycle_is_not_taken():
    factories.theme("Right to food", vocabulary="3")
    assert Vocabulary(4).theme("Right to food") == "Right to food"


def test_unknown_theme_is_one_whatever_its_spelling():
    vocabulary = Vocabulary(2)
    assert vocabulary.theme("B99 Right to quiet") == vocabulary.theme("right to quiet") == "Right to quiet"


def test_group_is_found_by_label_alias_and_code():
    group = Group.objects.create(
        code="older-persons", labels={"en": "Older people", "es": "Personas mayores"}, aliases=["The elderly"]
    )
    vocabulary = Vocabulary(4)
    for label in ("older people", "PERSONAS MAYORES", "the elderly", "Older persons"):
        assert vocabulary.group(label) == group.pk
    assert vocabulary.group("Young people") == "Young people"


def test_add_missing_makes_words_that_the_next_file_knows():
    vocabulary = Vocabulary(2)
    theme, group = vocabulary.theme("B99 Right to quiet"), vocabulary.group("Trabajadoras nocturnas")
    themes, groups = vocabulary.add_missing([theme], [group])
    made = Theme.objects.get(vocabulary="2")
    assert (made.vocabulary, made.code, made.name, themes) == ("2", "B99", "Right to quiet", {theme: made.pk})
    assert groups == {group: Group.objects.get(code="trabajadoras-nocturnas").pk}
    assert Vocabulary(2).group("trabajadoras NOCTURNAS") == groups[group]
    assert Vocabulary(2).theme("Right to quiet") == made.pk


def test_add_missing_gives_every_group_a_code_of_its_own():
    vocabulary = Vocabulary(4)
    labels = ["夜班工人", "Ночные рабочие", "x " * 60 + "one", "x " * 60 + "two"]
    assert [vocabulary.group(label) for label in labels] == labels
    vocabulary.add_missing([], labels)
    codes = set(Group.objects.exclude(code="children").values_list("code", flat=True))
    assert len(codes) == 4
    assert max(map(len, codes)) <= 80
