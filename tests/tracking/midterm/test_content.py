"""The frozen content: JSON and back, checksum, totals, length, and what it refuses to hold."""

import dataclasses
import json
from datetime import date

import pytest
from django.utils import translation

from tests.tracking.midterm import samples
from tracking.documents.text import clean, count_words, is_rtl_text, natural_key
from tracking.documents.words import date_word
from tracking.midterm.content import (
    AnswerEntry,
    ClusterChapter,
    checksum,
    count_totals,
    from_json,
    to_json,
    word_count,
)
from tracking.midterm.words import share_word, status_word

ODD_TEXTS = ["\x0b\x00<b>", "\ud800", 'a"b\\c\u2028', "مرحبا", "=1+1"]


def entry(**changes):
    """A recommendation with three answers of four local governments."""
    first = samples.usual().clusters[0].recommendations[0]
    values = {"status_distribution": (("planned", 2), ("ongoing", 1)), "answered": 3, "governments": 4}
    return dataclasses.replace(first, **{**values, **changes})


@pytest.mark.parametrize("content", [samples.usual(), samples.arabic(), samples.empty()], ids=["usual", "ar", "empty"])
def test_json_there_and_back_is_the_same_content(content):
    assert from_json(to_json(content)) == content


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_json_keeps_odd_text_and_its_checksum(text):
    content = samples.hostile(text)
    again = from_json(to_json(content))
    assert again == content
    assert checksum(again) == checksum(content)


def test_json_is_canonical(report):
    text = to_json(report)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert '"review_date":"2025-05-06"' in text


def test_checksum_is_64_digits_and_changes_with_one_letter(report):
    assert len(checksum(report)) == 64
    assert int(checksum(report), 16)
    assert checksum(samples.usual()) == checksum(report)
    assert checksum(dataclasses.replace(report, call_title=report.call_title + ".")) != checksum(report)


def as_before(value):
    """Plain data of the report as the format before had it: without the fields that have a value of their own."""
    later = {"is_translated", "texts", "change_note", "beyond", "is_withheld", "chapters", "records", "word_budget"}
    later |= {"national_text", "measures", "assessment", "position_changes", "comments", "gap_count", "is_selected"}
    later |= {"indicators", "indicator_count", "indicator_governments", "governments_answering", "on_behalf_of"}
    later |= {"replies", "checksum", "period_start", "period_end", "words", "is_abridged", "government_code"}
    if isinstance(value, list):
        return [as_before(item) for item in value]
    return {k: as_before(v) for k, v in value.items() if k not in later} if isinstance(value, dict) else value


@pytest.mark.parametrize("content", [samples.usual(), samples.arabic(), samples.empty()], ids=["usual", "ar", "empty"])
def test_edition_of_the_format_before_still_opens(content):
    document = as_before(json.loads(to_json(content)))
    assert from_json(json.dumps({**document, "format": "upr-local-midterm-1"})) == content
    with pytest.raises(ValueError, match="not the expected ones"):
        from_json(json.dumps(document))


def without_codes(value):
    """Plain data of the report as the format before had it, without the codes of governments."""
    if isinstance(value, list):
        return [without_codes(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: without_codes(part) for key, part in value.items() if key != "government_code"}


def test_edition_without_codes_of_governments_still_opens(report):
    document = without_codes(json.loads(to_json(report)))
    assert from_json(json.dumps({**document, "format": "upr-local-midterm-2"})) == report
    with pytest.raises(ValueError, match="not the expected ones"):
        from_json(json.dumps(document))


def test_answers_may_stand_elsewhere_under_the_same_checksum(report):
    short = from_json(to_json(report, has_answers=False))
    assert checksum(short) == checksum(report)
    assert [len(entry.answers) for entry in short.contributions] == [len(c.answers) for c in report.contributions]
    assert to_json(short) == to_json(report, has_answers=False)
    with pytest.raises(ValueError, match="JSON file"):
        list(short.contributions[0].answers)
    first = report.contributions[0]
    changed = dataclasses.replace(first.answers[0], detail="Another word.")
    other = dataclasses.replace(first, answers=(changed, *first.answers[1:]))
    assert checksum(dataclasses.replace(report, contributions=(other, *report.contributions[1:]))) != checksum(report)


def damaged(change):
    document = json.loads(to_json(samples.usual()))
    change(document)
    return json.dumps(document)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(format="something else"),
        lambda document: document.pop("report"),
        lambda document: document["report"].pop("edition"),
        lambda document: document["report"].update(surplus=1),
        lambda document: document["report"].update(edition="2"),
        lambda document: document["report"].update(edition=True),
        lambda document: document["report"].update(document_symbols="A/HRC/60/15"),
        lambda document: document["report"].update(compiled_on="yesterday"),
        lambda document: document["report"].update(compiled_on=None),
        lambda document: document["report"]["totals"]["by_position"][0]["statuses"][0].append(1),
        lambda document: document["report"]["clusters"][0]["recommendations"][0].update(answered=0),
    ],
)
def test_from_json_refuses_a_damaged_document(change):
    with pytest.raises(ValueError):
        from_json(damaged(change))


@pytest.mark.parametrize("text", ["", "[]", "null", "{}"])
def test_from_json_refuses_what_is_no_report(text):
    with pytest.raises(ValueError):
        from_json(text)


@pytest.mark.parametrize(
    "changes",
    [
        {"position": "accepted"},
        {"status_distribution": (("done", 3),)},
        {"status_distribution": (("no_information", 3),)},
        {"answered": 2},
        {"governments": 2},
    ],
)
def test_recommendation_refuses_numbers_that_contradict_each_other(changes):
    assert entry().answered == 3
    with pytest.raises(ValueError, match=r"101\.1"):
        entry(**changes)


def test_answer_refuses_a_status_that_is_not_on_the_scale():
    assert AnswerEntry("101.1", "partly", "", "", "", "").status == "partly"
    with pytest.raises(ValueError, match="no_information"):
        AnswerEntry("101.1", "no_information", "", "", "", "")


def test_population_share_is_none_while_a_figure_is_not_known():
    assert entry(population_answered=1, population=4).population_share == 0.25
    assert entry(population_answered=None, population=4).population_share is None
    assert entry(population_answered=1, population=None).population_share is None
    assert entry(population_answered=0, population=0).population_share is None


def test_totals_count_answers_by_position_and_status():
    noted = entry(paragraph="101.2", position="noted", status_distribution=(), answered=0)
    totals = count_totals((ClusterChapter("a", "A", (entry(), noted)),))
    rows = {row.position: row for row in totals.by_position}
    assert totals.recommendations == 2
    assert (rows["supported"].recommendations, rows["supported"].answered_recommendations) == (1, 1)
    assert (rows["noted"].recommendations, rows["noted"].answered_recommendations) == (1, 0)
    found = {key: count for key, count in rows["supported"].statuses if count}
    assert found == {"planned": 2, "ongoing": 1, "no_information": 1}
    assert dict(rows["noted"].statuses)["no_information"] == 4
    assert rows["partly"].recommendations == 0


def test_totals_count_a_recommendation_of_two_clusters_once():
    one = count_totals((ClusterChapter("a", "A", (entry(),)),))
    assert count_totals((ClusterChapter("a", "A", (entry(),)), ClusterChapter("b", "B", (entry(),)))) == one


def test_word_count_grows_with_the_chapter_that_grows(report):
    before = word_count(report)
    clusters = list(report.clusters)
    first = clusters[0].recommendations[0]
    longer = dataclasses.replace(first.headlines[0], text=first.headlines[0].text + " And three more.")
    grown = dataclasses.replace(first, headlines=(longer, *first.headlines[1:]))
    clusters[0] = dataclasses.replace(clusters[0], recommendations=(grown, *clusters[0].recommendations[1:]))
    after = word_count(dataclasses.replace(report, clusters=tuple(clusters)))
    assert {key: after[key] - before[key] for key in after if after[key] != before[key]} == {
        "cluster:legal-framework": 3
    }


def test_word_count_leaves_the_annexes_out(report):
    first = report.contributions[0]
    answers = tuple(dataclasses.replace(answer, detail="Many words. " * 50) for answer in first.answers)
    longer = dataclasses.replace(
        report, contributions=(dataclasses.replace(first, answers=answers), *report.contributions[1:])
    )
    assert word_count(longer) == word_count(report)


def test_word_count_names_every_chapter_and_cluster(report):
    clusters = [f"cluster:{cluster.code}" for cluster in report.clusters]
    assert list(word_count(report)) == ["summary", "methodology", "progress", *clusters, "practices", "next_steps"]
    assert min(word_count(report).values()) > 0


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("One, two – three.", 3), ("101.4 and\nA/HRC/60/15", 3), ("水和卫生 2027", 5), ("ماء نظيف", 2)],
)
def test_words_are_counted_as_word_processors_do(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("part", "whole", "word"),
    [
        (1, 2, "50%"),
        (1, 1000, "less than 1%"),
        (999, 1000, "more than 99%"),
        (0, 1000, "0%"),
        (1000, 1000, "100%"),
        (None, 1000, ""),
        (1, None, ""),
        (0, 0, ""),
    ],
)
def test_share_is_never_rounded_to_none_or_all(part, whole, word):
    assert share_word(part, whole) == word


def test_words_follow_the_language_active_at_call_time():
    assert date_word(date(2025, 5, 6)) == "6 May 2025"
    with translation.override("fr"):
        assert date_word(date(2025, 5, 6)) == "6 mai 2025"
    assert date_word(None) == "not set"


def test_status_word_of_an_unknown_code_is_an_error():
    assert status_word("partly") == "Partly implemented"
    with pytest.raises(KeyError):
        status_word("done")


def test_clean_drops_what_xml_cannot_hold_and_nothing_else():
    assert clean("a\x00b\x1fc\ud800d\ufffee\x7f") == "abcde\x7f"
    assert clean("a\r\nb\rc\x0bd\u2028e") == "a\nb\nc\nd\ne"
    assert clean("tab\tنص 水 😀 <b>&") == "tab\tنص 水 😀 <b>&"


def test_direction_of_a_text_is_that_of_its_first_letter():
    assert is_rtl_text("(12) نص English")
    assert not is_rtl_text("(12) English نص")
    assert is_rtl_text("12/3", default=True)
    assert not is_rtl_text("12/3")


def test_paragraph_numbers_sort_as_people_read_them():
    assert sorted(["101.10", "102.4", "101.9", "101"], key=natural_key) == ["101", "101.9", "101.10", "102.4"]
