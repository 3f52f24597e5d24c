"""The demo's input and its earlier edition: a newcomer sees every kind of input, and a public report."""

import pytest
from django.urls import reverse

from tracking import demo, reference_data
from tracking.demo import contributions, editions
from tracking.demo.loader import Loader
from tracking.models import WORD_LIMITS, Contribution, Report, count_words


@pytest.fixture
def loaded(db, now):
    """Of the demo what input and editions need."""
    reference_data.load()
    loader = Loader(now, "correct horse")
    loader.load(demo.entries("state"))
    contributions.load(loader)
    editions.load(loader)


def test_newcomer_reads_a_published_report_and_sees_every_kind_of_input(loaded, client, now):
    page = client.get(reverse("tracking:public-report-list")).content.decode()
    assert "Ulmaria: Report to the national assembly" in page
    report = Report.objects.published().get()
    assert report.finished_at < report.locked_at < report.published_at < now
    assert report.error == ""
    shown = client.get(report.public_address).content.decode()
    assert "Approved: government" in shown
    read = client.get(f"{report.public_address}read/").content.decode()
    assert "Care in health centres close to home has begun" in read
    assert "the old hall has 20 beds" not in read  # Annex B stays with the State
    public = set(report.documents.public().values_list("kind", flat=True))
    assert public == {"docx-body", "html-body", "csv-annex-a"}
    typed = Contribution.objects.exclude(on_behalf_of="").get()
    assert (typed.status, typed.is_confirmed) == ("accepted", True)
    assert typed.prepared_by == typed.decided_by != typed.approved_by
    replied = Contribution.objects.exclude(question_answers=None).distinct()
    assert {row.local_government.slug for row in replied} == {"marlhaven", "torrealda", "port-ourve"}


def test_words_are_within_the_limits():
    for entry in [*demo.entries("contributions"), *demo.entries("editions")["contributions"]]:
        for answer in entry["answers"]:
            assert all(count_words(answer.get(name) or "") <= limit for name, limit in WORD_LIMITS.items())
    questions = demo.entries("call")["call"]["questions"]
    for entry in demo.entries("contributions"):
        for question, words in zip(questions, entry.get("replies", []), strict=False):
            assert count_words(words) <= question["word_limit"]
