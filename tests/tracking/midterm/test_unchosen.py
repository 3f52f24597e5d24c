"""A report never says that nobody said a thing that merely was not chosen, nor passes a translation off as official."""

import dataclasses
import io

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tests.tracking.midterm import samples
from tracking.midterm import canonical, csv_files, html
from tracking.midterm.collect import accepted_contributions, collect

LISTS = ("headlines", "challenges", "next_steps")


def with_entries(**changes):
    content = samples.usual()
    clusters = tuple(
        dataclasses.replace(
            cluster, recommendations=tuple(dataclasses.replace(row, **changes) for row in cluster.recommendations)
        )
        for cluster in content.clusters
    )
    return dataclasses.replace(content, clusters=clusters)


def texts(content):
    """(words of the whole page, words of Annex A)."""
    soup = BeautifulSoup("".join(html.pieces(content, "x")), "html.parser")
    return soup.get_text(" ", strip=True), soup.select_one(".annex_a").get_text(" ", strip=True)


@pytest.mark.parametrize(("unchosen", "is_said"), [(LISTS, False), ((), True)])
def test_what_was_not_chosen_is_not_called_unsaid(unchosen, is_said):
    page, annex = texts(with_entries(unchosen=unchosen, **dict.fromkeys(LISTS, ())))
    for named in ("No local government named a challenge.", "No local government named a next step."):
        assert (named in page) is is_said
    assert ("Challenges that local governments named are not chosen here: see Annex B." in page) is not is_said
    assert ("Next steps that local governments named are not chosen here: see Annex B." in page) is not is_said
    assert ("None chosen here, see Annex B" in annex) is not is_said


def test_unofficial_translation_is_marked(report):
    content = with_entries(text_is_official=False)
    assert "Unofficial translation" in texts(content)[1]
    assert "Unofficial translation" not in texts(report)[1]
    for given, mark, cell in ((content, "0", "en, unofficial translation"), (report, "1", "en")):
        lines, table = io.BytesIO(), io.BytesIO()
        csv_files.by_paragraph(given, lines)
        heading, first = lines.getvalue().decode("utf-8-sig").splitlines()[:2]
        assert "text_language,text_is_official," in heading
        assert f",en,{mark}," in first
        csv_files.annex_a(given, table)
        assert ("unofficial" in table.getvalue().decode()) is ("unofficial" in cell)
    assert canonical.from_json(canonical.to_json(content)) == content


def entry_of(call):
    """The only recommendation of the report, as gathered now."""
    content = collect(call, accepted_contributions(call), language="en", today=factories.NOW.date(), edition=1)
    return content.clusters[0].recommendations[0]


def test_collecting_knows_what_was_not_chosen(review, recommendation, city, other_city, officer, approver, coordinator):
    call = factories.call(review, coordinator)
    first = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    second = factories.accepted(
        call, other_city, [recommendation], factories.member("officer", other_city),
        factories.member("approver", other_city), coordinator,
    )  # fmt: skip
    second.answers.update(challenge="No land.", next_step="")
    entry = entry_of(call)
    assert entry.unchosen == ()
    factories.excerpt(first.answers.get(), coordinator)
    assert set(entry_of(call).unchosen) == {"headlines", "challenges"}
    factories.excerpt(second.answers.get(), coordinator, is_used=False, excerpt="", reason="sensitive", order=0)
    assert entry_of(call).unchosen == ()
