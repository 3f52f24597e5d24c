"""Where the names of a report lead."""

import dataclasses

from tests.tracking.midterm import samples
from tracking.midterm.index import Index


def twins(codes):
    """(the content with two contributions of one name known by `codes`, a headline of each)."""
    content = samples.usual()
    rows = [dataclasses.replace(row, government="Altamira") for row in content.contributions[:2]]
    headlines = [dataclasses.replace(content.clusters[0].recommendations[0].headlines[0], government="Altamira")] * 2
    rows, headlines = (
        [dataclasses.replace(row, government_code=code) for row, code in zip(found, codes, strict=True)]
        for found in (rows, headlines)
    )
    return dataclasses.replace(content, contributions=tuple(rows)), headlines


def test_two_governments_of_one_name_lead_to_their_own_contributions():
    content, headlines = twins(("altamira-province", "altamira"))
    index = Index(content)
    assert [index.government(headline).anchor for headline in headlines] == ["city_1", "city_2"]
    assert [index.government(row).anchor for row in content.contributions] == ["city_1", "city_2"]


def test_name_that_two_share_leads_nowhere_in_an_edition_without_codes():
    content, headlines = twins(("", ""))
    assert [Index(content).government(headline).anchor for headline in headlines] == ["", ""]


def test_name_alone_leads_on_in_an_edition_without_codes():
    content = samples.usual()
    spans = [Index(content).government(row, strong=True) for row in content.contributions]
    assert [span.anchor for span in spans] == [f"city_{number}" for number in range(1, len(spans) + 1)]
    assert [span.text for span in spans] == [row.government for row in content.contributions]
