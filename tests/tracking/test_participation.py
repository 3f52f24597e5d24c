"""Who took part, over all governments; and what of it is public."""

import datetime

from tests import factories
from tracking import participation


def test_coverage_counts_governments_not_deeds(city, other_city, review, officer, coordinator):
    for title in ("A letter", "A visit"):
        factories.participation(city, review, officer, title=title)
    factories.participation(other_city, review, officer, phase="advice")
    rows = participation.visible_rows(review, coordinator)
    coverage = {
        phase.moment.phase: phase for phase in participation.coverage_of(review, rows, datetime.date(2026, 1, 1))
    }
    consultation, advice, midterm = (coverage[phase] for phase in ("consultation", "advice", "mid-term"))
    assert [(place, len(deeds)) for place, deeds in consultation.took_part] == [(city, 2)]
    assert (consultation.not_yet, consultation.total) == ([other_city], 2)
    assert [place for place, _deeds in advice.took_part] == [other_city]
    assert midterm.not_yet == [city, other_city]


def test_rows_are_those_that_the_person_may_see(city, review, officer, coordinator, national_viewer):
    factories.participation(city, review, officer, visibility="restricted")
    assert len(participation.visible_rows(review, coordinator)) == 1
    assert participation.visible_rows(review, national_viewer) == []


def test_delegation_is_by_government_with_the_people_counted(city, other_city, review, officer, coordinator):
    factories.participation(other_city, review, officer, phase="observers", people_count=2, roles="Youth office")
    factories.participation(city, review, officer, phase="observers", people_count=None)
    factories.participation(city, review, officer, phase="advice", people_count=9)
    delegation = participation.delegation_of(participation.visible_rows(review, coordinator))
    assert [row.local_government for row in delegation.rows] == [city, other_city]
    assert delegation.people == 2


def test_published_is_the_governments_own_and_public(city, other_city, review, officer):
    makers = {
        "participations": lambda **fields: factories.participation(city, review, officer, **fields),
        "bodies": lambda **fields: factories.human_rights_body(city, officer, name=fields["visibility"], **fields),
        "commitments": lambda **fields: factories.commitment(city, officer, **fields),
        "local_reviews": lambda **fields: factories.local_review(city, officer, title=fields["visibility"], **fields),
        "dialogues": lambda **fields: factories.dialogue(
            city, review, officer, held_on=datetime.date(2023, 1, len(fields["visibility"])), **fields
        ),
    }
    for make in makers.values():
        for visibility in ("public", "internal", "restricted"):
            make(visibility=visibility)
    shown = participation.published_by(city)
    assert {name: [row.visibility for row in rows] for name, rows in shown.items()} == dict.fromkeys(makers, ["public"])
    assert not any(rows.exists() for rows in participation.published_by(other_city).values())
