"""The search index: what it finds, that nothing typed can break it, and that it is kept in step cheaply."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from tests import factories
from tracking import search
from tracking.models import Recommendation, RecommendationText, TargetTag


def made(review, text, paragraph=None, **fields):
    row = factories.recommendation(review, paragraph, text=text, **fields)
    search.reindex([row.pk])
    return row


def found(text="", **tags):
    return set(Recommendation.objects.filter(pk__in=search.matching(text, **tags)))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Water", ["water"]),
        ("  água   potable ", ["agua", "potable"]),
        ("l'éducation des jeunes-filles", ["l", "education", "des", "jeunes", "filles"]),
        ("140.17", ["140.17"]),
        ("140.17.", ["140.17"]),
        ("Straße", ["strasse"]),
        ("water Water WATER", ["water"]),
        ("人权理事会", ["人权", "权理", "理事", "事会"]),
        ("权", ["权"]),
        ("UN人权", ["un", "人权"]),
        ("حقوقُ الإنسـان", ["حقوق", "الانسان"]),
        ("snake_case", ["snake", "case"]),
        ("x" * 100, ["x" * 60]),
        ("…!?*\"'() :", []),
        ("\x00", []),
        ("", []),
    ],
)
def test_words_of_folds_and_splits(typed, words):
    assert search.words_of(typed) == words


def test_words_of_stops_after_the_most_words():
    assert len(search.words_of(" ".join(f"word{n}" for n in range(50)))) == search.MOST_WORDS


def test_matching_finds_every_word_in_any_order_and_by_its_beginning(review):
    row = made(review, "Provide safe drinking water to informal settlements.")
    made(review, "Train judges.")
    assert found("water") == found("settlem wat") == found("WATER safe") == {row}
    assert found("water judges") == found("ater") == set()


def test_matching_folds_diacritics_on_both_sides(review):
    row = made(review, "Garantizar el acceso al agua en la región.")
    assert found("region") == found("régiôn") == {row}


def test_matching_looks_into_every_language(review):
    row = made(review, "Provide water.")
    RecommendationText.objects.create(recommendation=row, language="fr", text="Fournir de l'eau.")
    RecommendationText.objects.create(recommendation=row, language="ar", text="توفير المياه")
    RecommendationText.objects.create(recommendation=row, language="zh-hans", text="提供安全饮用水")
    search.reindex([row.pk])
    assert found("fournir") == found("المياه") == found("饮用水") == found("水") == {row}
    assert found("饮水") == set()


def test_matching_knows_paragraph_numbers_whole_and_in_parts(review):
    first, second = made(review, "One.", "140.17"), made(review, "Two.", "141.4")
    assert found("140.17") == found("140") == found("17") == {first}
    assert found("141.4") == {second}
    assert found("140.4") == set()


def test_matching_knows_recommending_states_by_name(review):
    made(review, "One.")
    other = made(review, "Two.")
    other.recommending_states.set([factories.state("XQA", "XQ", "Quarzia", names={"es": "Cuarcia"})])
    search.reindex([other.pk])
    assert found("quarz") == found("cuarcia") == {other}
    assert len(found("farland")) == 1


def test_matching_a_single_letter_is_not_a_beginning(review):
    made(review, "Act against torture.")
    row = made(review, "Plan A for torture.")
    assert found("a torture") == {row}


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '"water',
        "water*",
        "*",
        "NEAR(water safe)",
        "water AND",
        "AND OR NOT",
        "words:water",
        "rowid:1",
        "(water",
        "water)",
        "water & !safe | x",
        "water:*",
        "'; DROP TABLE tracking_recommendation; --",
        "\\water\\",
        "%s %(x)s",
        "^water",
        "-water",
        "{water}",
        "water\x00safe",
        "\ud800water",
        "😀 water",
        "ꬰaꬰb water",
        "w" * 100_000,
        "water " * 10_000,
    ],
)
def test_matching_survives_anything_typed(review, typed):
    made(review, "Provide safe water.")
    if search.words_of(typed):
        assert len(found(typed, review=review)) == search.count(typed, review=review) <= 1


def test_matching_nothing_is_refused(review):
    with pytest.raises(ValueError, match="Nothing to search for"):
        search.matching("!!")
    with pytest.raises(ValueError, match="within a review"):
        search.matching("water", theme=1)


def test_matching_combines_tags_with_words(review):
    both = made(review, "Build homes.", position="noted")
    made(review, "Build homes.")
    made(review, "Train judges.", position="noted")
    theme = both.themes.get()
    assert found("homes", review=review, position="noted", theme=theme.pk) == {both}
    assert search.count("homes", review=review, position="noted", theme=theme.pk) == 1
    assert found("homes", review=review, theme=theme.pk + 1) == set()


@pytest.mark.parametrize("kind", ["theme", "cluster", "group", "goal", "target", "state"])
def test_matching_finds_each_kind_of_tag(review, officer, now, kind):
    row, other = made(review, "One."), made(review, "Two.")
    TargetTag.objects.create(recommendation=row, target=factories.target(), set_by=officer, set_at=now)
    other.themes.clear(), other.groups.clear(), other.goals.clear(), other.recommending_states.clear()
    search.reindex([row.pk, other.pk])
    value = {
        "theme": row.themes.get(),
        "cluster": row.themes.get().cluster,
        "group": row.groups.get(),
        "goal": row.goals.get(),
        "target": factories.target(),
        "state": row.recommending_states.first(),
    }[kind]
    assert found(review=review, **{kind: value.pk}) == {row}


def test_matching_stays_within_the_review(review, state):
    row = made(review, "Build homes.")
    made(factories.review(state, cycle=3), "Build homes.")
    assert found("homes", review=review) == found(review=review, theme=row.themes.get().pk) == {row}
    assert len(found("homes")) == 2


def test_typed_words_never_match_a_tag(review):
    row = made(review, "Build homes.")
    for typed in [f"={review.pk}:theme:{row.themes.get().pk}", "theme", "position supported", "supported"]:
        assert found(typed) == set()


def test_reindex_forgets_what_changed_and_what_is_gone(review):
    row, gone = made(review, "Build homes."), made(review, "Plant trees.")
    row.texts.update(text="Open libraries.")
    gone_pk = gone.pk
    gone.delete()
    assert search.reindex([row.pk, gone_pk]) == 1
    assert found("libraries") == {row}
    assert found("homes") == set()
    assert search.count("trees") == 0


def test_reindex_of_all_clears_leftovers_first(review):
    gone = made(review, "Plant trees.")
    factories.recommendation(review, text="Build homes.")
    gone.delete()
    assert search.count("trees") == 1
    assert search.reindex() == 1
    assert search.count("trees") == 0
    assert search.count("homes") == 1


def test_reindex_goes_through_more_rows_than_a_chunk(review, monkeypatch):
    monkeypatch.setattr(search, "CHUNK", 2)
    for _ in range(5):
        factories.recommendation(review)
    assert search.reindex() == 5
    assert search.count("homes", review=review) == 5


@pytest.mark.parametrize("rows", [1, 3])
def test_reindex_takes_the_same_queries_for_one_and_for_three(review, rows, django_assert_num_queries):
    ids = [factories.recommendation(review).pk for _ in range(rows)]
    # a savepoint and its release; nine reads; delete, insert, stamp (many rows at once count as one)
    with django_assert_num_queries(14):
        search.reindex(ids)


def test_reindex_of_nothing_does_nothing(db):
    assert search.reindex([]) == search.reindex() == 0


def test_stamp_changes_with_the_index_of_its_review_only(review, state):
    other = factories.review(state, cycle=3)
    assert search.stamp(review) is None
    row = made(review, "Build homes.")
    made(other, "Build homes.")
    before, before_of_other = search.stamp(review), search.stamp(other)
    search.reindex([row.pk])
    assert search.stamp(review) not in (None, before)
    assert search.stamp(other) == before_of_other


def test_migration_can_be_taken_back_and_made_again(transactional_db, state):
    migration = importlib.import_module("tracking.migrations._search_index")
    made(factories.review(state), "Build homes.")
    with connection.schema_editor() as editor:
        migration.drop(apps, editor)
    assert not [name for name in connection.introspection.table_names() if "_search" in name and "tracking" in name]
    with connection.schema_editor() as editor:
        migration.make(apps, editor)
    assert search.count("homes") == 0
    assert search.reindex() == 1
