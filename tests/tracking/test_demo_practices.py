"""The demo's good practices are told whole, alike in three languages, and rest on what their cities did."""

import re
from functools import cache
from pathlib import Path

import yaml

from tracking.models import ImplementationStep, count_words

REFERENCE = Path(__file__).resolve().parents[2] / "tracking" / "reference"
LANGUAGES = {"en", "es", "fr"}
TEXTS = (
    *("title", "summary", "lead_department", "partners", "problem", "what_was_done", "results", "costs"),
    *("challenges", "what_did_not_work", "lessons", "transfer", "sustainability", "participation"),
)
MATURITIES = {"started", "pilot", "running", "evaluated", "ended"}
REVIEW_STATUSES = {"self_reported", "checked", "reviewed", "evaluated"}
EVIDENCE_KINDS = {"decision", "budget", "evaluation", "statistics", "report", "judgment", "media", "other"}
INDEPENDENCE = {"self-reported", "partner", "independent"}


@cache
def load(name):
    """The content of one file below the reference folder; tests only read it."""
    return yaml.safe_load((REFERENCE / f"{name}.yml").read_text(encoding="utf-8"))


def step_of(practice):
    """The one step of the practice's city that answers all its recommendations, from the same day on."""
    [step] = [
        step
        for step in load("demo/steps")
        if step["government"] == practice["city"]
        and set(practice["paragraphs"]) <= set(step["paragraphs"])
        and step["start_in_days"] == practice["started_in_days"]
    ]
    return step


def figures(text):
    """The numbers in a text, sorted, whatever separates their thousands."""
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[,.\u00a0](?=\d{3})", "", text)))


def test_practices_use_known_words():
    practices = load("demo/practices")
    mailboxes = {entry["slug"]: entry["role_mailbox"] for entry in load("demo/governments")}
    themes = {entry["label"] for entry in load("themes") if str(entry["vocabulary"]) == "4"}
    groups = {alias for entry in load("groups") for alias in entry["aliases"]}
    targets = {entry["code"] for entry in load("targets")}
    assert len({practice["slug"] for practice in practices}) == len(practices) == 5
    for practice in practices:
        assert practice["contact"] == mailboxes[practice["city"]]
        assert practice["kind"] in ImplementationStep.Kind.values
        assert practice["maturity"] in MATURITIES
        assert practice["review_status"] in REVIEW_STATUSES
        assert practice["themes"] and set(practice["themes"]) <= themes
        assert practice["groups"] and set(practice["groups"]) <= groups
        assert set(practice["targets"]) <= targets
        assert 1 <= len(practice["targets"]) <= 3


def test_practices_are_told_whole_in_three_languages():
    for practice in load("demo/practices"):
        for field in TEXTS:
            assert set(practice[field]) == LANGUAGES, (practice["slug"], field)
            assert all(practice[field].values()), (practice["slug"], field)
            assert len(set(practice[field].values())) == 3, (practice["slug"], field)
        assert all(count_words(text) <= 80 for text in practice["summary"].values()), practice["slug"]
        assert ("second_reader" in practice) == (practice["review_status"] in ("reviewed", "evaluated"))
        assert set(practice.get("second_reader", LANGUAGES)) == LANGUAGES


def test_practices_give_the_same_figures_in_every_language():
    for practice in load("demo/practices"):
        for field in TEXTS:
            english, spanish, french = (figures(practice[field][language]) for language in sorted(LANGUAGES))
            assert english == spanish == french, (practice["slug"], field)


def test_figures_ignore_what_separates_thousands():
    assert figures("21,400 visits, 14%") == figures("14 %, 21\u00a0400 visites") == ["14", "21400"]
    assert figures("120 of 164") != figures("121 of 164")


def test_practices_rest_on_a_step_of_their_city_and_its_public_evidence():
    for practice in load("demo/practices"):
        step = step_of(practice)
        assert step["visibility"] == "public"
        assert step["kind"] == practice["kind"]
        public = {proof["url"] for proof in step["evidence"] if proof["visibility"] == "public"}
        assert practice["evidence"]
        assert {proof["url"] for proof in practice["evidence"]} <= public, practice["slug"]
        for proof in practice["evidence"]:
            assert proof["kind"] in EVIDENCE_KINDS
            assert proof["independence"] in INDEPENDENCE
            assert set(proof["title"]) == LANGUAGES
            assert all(0 < len(title) <= 250 for title in proof["title"].values())


def test_practices_checked_from_outside_say_by_whom():
    for practice in load("demo/practices"):
        sources = {(proof["kind"], proof["independence"]) for proof in practice["evidence"]}
        assert practice["review_status"] != "evaluated" or ("evaluation", "independent") in sources
        assert (practice["verified_in_days"] is None) == (practice["review_status"] == "self_reported")
        assert practice["started_in_days"] < practice["results_in_days"] < 0


def test_practices_touch_no_sensitive_recommendation():
    sensitive = {row["paragraph"] for row in load("demo/recommendations") if row["sensitive"]}
    assert sensitive
    for practice in load("demo/practices"):
        assert practice["paragraphs"]
        assert not set(practice["paragraphs"]) & sensitive, practice["slug"]
