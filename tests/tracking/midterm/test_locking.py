"""All languages of a report tell the same: another one is locked only with the same input."""

import dataclasses

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tests.tracking.midterm import samples
from tracking.midterm import compiling, locking, same_input
from tracking.models import ReportApproval


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


@pytest.fixture
def people(officer, approver, coordinator):
    return officer, approver, coordinator


@pytest.fixture
def compiled(call, coordinator, now, monkeypatch):
    """A function: language -> an edition compiled now and approved by the coordinator."""
    monkeypatch.setattr(compiling, "RENDERERS", {"json": compiling.RENDERERS["json"]})

    def compile_in(language):
        report = compiling.start(call, by=coordinator, now=now, language=language)
        assert compiling.run(report.pk, now=now) == "ready"
        report.refresh_from_db()
        said = {"step": "coordinator", "body": "National coordination", "approved_on": now.date()}
        ReportApproval(report=report, **said).record(by=coordinator, now=now)
        return report

    return compile_in


@pytest.fixture
def told(call, review, city, recommendation, people, coordinator, national_viewer):
    """One of everything that a report tells."""
    version = factories.said(call, city, people, **{f"r{recommendation.pk}": {}})
    factories.national_text(call, coordinator, "We built homes.", recommendation=recommendation)
    factories.measure(call, recommendation, national_viewer, "accepted", coordinator)
    factories.national_assessment(recommendation, coordinator)
    for make in (factories.institution, factories.consultation, factories.pledge, factories.assistance_need):
        make(review, coordinator)
    factories.position_change(recommendation, coordinator)
    return version


@pytest.mark.usefixtures("told")
def test_another_language_of_the_same_input_is_locked_too(call, review, officer, coordinator, now, compiled):
    english, arabic = compiled("en"), compiled("ar")
    assert english.checksum != arabic.checksum
    locking.lock(english, by=coordinator, now=now)
    spanish = compiled("es")
    for report in (arabic, spanish):
        assert locking.obstacles(report) == []
        locking.lock(report, by=coordinator, now=now)
    assert call.reports.locked().count() == 3


def test_every_part_that_is_told_is_compared():
    usual = samples.usual()
    entry = usual.clusters[0].recommendations[0]
    said = same_input.parts(usual)
    assert said.keys() == same_input.PARTS.keys()
    other = dataclasses.replace(entry, headlines=(), measures=(), national_text=(), assessment=None)
    cluster = dataclasses.replace(usual.clusters[0], recommendations=(other, *usual.clusters[0].recommendations[1:]))
    changed = same_input.parts(dataclasses.replace(usual, clusters=(cluster, *usual.clusters[1:]), call_title="Other"))
    assert {"call", "excerpts"} <= {part for part in said if said[part] != changed[part]}


def test_other_versions_in_another_language_are_named_and_compiled_again(
    call, city, recommendation, told, people, coordinator, now, compiled
):
    spanish = compiled("es")
    key = f"r{recommendation.pk}"
    factories.said(call, city, people, version=2, **{key: {"headline": "50 beds."}})
    english = compiled("en")
    locking.lock(english, by=coordinator, now=now)
    with pytest.raises(ValidationError, match=f"locked in English, .*: {city}, version 1, {city}, version 2, Excerpts"):
        locking.lock(spanish, by=coordinator, now=now)
    spanish.refresh_from_db()
    assert not spanish.is_locked
    locking.lock(compiled("es"), by=coordinator, now=now)


def test_language_compiled_after_the_lock_tells_of_the_locked_versions(
    call, city, recommendation, told, people, coordinator, now, compiled
):
    english = compiled("en")
    factories.said(call, city, people, version=2, **{f"r{recommendation.pk}": {"headline": "50 beds."}})
    locking.lock(english, by=coordinator, now=now)  # as its page said: without the newer input
    spanish = compiled("es")
    assert list(spanish.contributions.all()) == [told]
    locking.lock(spanish, by=coordinator, now=now)


@pytest.mark.usefixtures("told")
def test_record_changed_between_two_languages_is_named_until_it_is_changed_back(review, coordinator, now, compiled):
    locking.lock(compiled("en"), by=coordinator, now=now)
    pledge = review.pledge_rows.get()
    pledge.text = "Another promise."
    pledge.save_work(by=coordinator, now=now)
    spanish = compiled("es")
    assert len(locking.obstacles(spanish)) == 1
    with pytest.raises(ValidationError, match="locked in English, tells otherwise: voluntary pledges."):
        locking.lock(spanish, by=coordinator, now=now)
    pledge.text = "Invite every special rapporteur."
    pledge.save_work(by=coordinator, now=now)
    locking.lock(compiled("es"), by=coordinator, now=now)


def test_edition_with_an_obstacle_of_its_own_is_refused(call, coordinator, now):
    report = factories.report(call)
    with pytest.raises(ValidationError, match="approval of the national coordinator"):
        locking.lock(report, by=coordinator, now=now)
