"""The demo State's files agree with themselves, with the reference files and with the rules of the models."""

import datetime
import re
import zoneinfo
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from tracking.models import (
    WORD_LIMITS,
    Call,
    Competence,
    Contribution,
    Evidence,
    FollowUp,
    ImplementationStep,
    LocalGovernment,
    Membership,
    Recommendation,
    Review,
    Status,
    Visibility,
    count_words,
)

REFERENCE = Path(__file__).resolve().parents[2] / "tracking" / "reference"
LANGUAGES = {"en", "es", "fr"}
FILES = (
    *("state", "governments", "people", "recommendations", "followups", "steps"),
    *("call", "contributions", "practices", "step_parts", "readings", "assessments", "comments"),
    *("participation", "dialogues", "structures", "self_assessment", "local_reviews"),
    *("institutions", "consultations", "positions", "pledges", "assistance"),
    "excerpts",
    "editions",
)
# Words that bind a text to the day on which it was written.
TIED_TO_A_DATE = re.compile(
    r"\b(19|20)\d\d\b|\b(last|this|next) (year|month|week|spring|summer|autumn|winter)\b"
    r"|\b(january|february|april|june|july|august|september|october|november|december)\b"
    r"|\b(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
    r"|\b(janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
    r"|\b(este|pasado|próximo) (año|mes|verano|invierno|otoño)\b|\b(año|mes|verano|invierno) pasado\b"
    r"|\b(cette année|l’an dernier|l’an prochain|l’année (dernière|prochaine)|le mois (dernier|prochain))\b",
    re.IGNORECASE,
)
PHONE = re.compile(r"\+\d{2,}|\d(?:[ \u00a0\u202f().-]{0,2}\d){7,}")


@cache
def load(name, folder="demo"):
    """The content of one file; tests only read it."""
    return yaml.safe_load((REFERENCE / folder / f"{name}.yml").read_text(encoding="utf-8"))


def strings(node, key=""):
    """(key, text) of every text in nested lists and mappings."""
    if isinstance(node, dict):
        return [pair for name, child in node.items() for pair in strings(child, str(name))]
    if isinstance(node, list):
        return [pair for child in node for pair in strings(child, key)]
    return [(key, node)] if isinstance(node, str) else []


def repeated(values):
    return [value for value, times in Counter(values).items() if times > 1]


def roles_held():
    """(mail address, role, slug of the government or "state") of every membership."""
    return [
        (person["email"], membership["role"], membership.get("government", "state"))
        for person in load("people")
        for membership in person["memberships"]
    ]


def steps_for(row):
    """The steps of the row's government that answer the row's recommendation."""
    return [
        step
        for step in load("steps")
        if step["government"] == row["government"] and row["paragraph"] in step["paragraphs"]
    ]


def refusals(row, steps):
    """What the status of a follow-up still asks for, as short words; empty when the status is justified."""
    has_evidence = any(step["evidence"] for step in steps)
    started = [step for step in steps if step["start_in_days"] <= 0]
    ends = [step["end_in_days"] for step in steps if step["status"] == "done" and step["evidence"]]
    asked = {
        "planned": [("step with a due date", any(step["due_in_days"] is not None for step in steps))],
        "in_progress": [("started step", any(step["status"] in ("under-way", "done") for step in started))],
        "partly": [("evidence", has_evidence), ("gap", row.get("gap"))],
        "implemented": [
            ("evidence", has_evidence),
            ("end date", row.get("ended_in_days") is not None and row["ended_in_days"] in ends),
            ("outcome", row.get("outcome") or row.get("outcome_absence")),
        ],
        "ongoing": [("update within twelve months", -365 <= row.get("updated_in_days", -999) <= 0)],
        "not_applicable": [("who can", row.get("who_can"))],
    }
    missing = [what for what, holds in asked.get(row["status"], []) if not holds]
    if row.get("setback") and not row.get("setback_explanation"):
        missing.append("explanation of the setback")
    return missing


def a_step(**changes):
    step = {"status": "done", "start_in_days": -90, "due_in_days": -20, "end_in_days": -10, "evidence": [{}]}
    return step | changes


def test_state_uses_codes_that_no_real_state_has():
    state = load("state")["state"]
    real = load("states", folder="")
    assert re.fullmatch(r"X[A-Z]{2} X[A-Z]", f"{state['iso3']} {state['iso2']}")
    assert not {state["iso3"], state["iso2"]} & {entry[code] for entry in real for code in ("iso3", "iso2")}
    assert set(state["names"]) == {*LANGUAGES, "ar"}
    assert not set(state["names"].values()) & {name for entry in real for name in entry["names"].values()}


def test_deadline_for_cities_makes_a_reminder_due_on_any_day_of_loading():
    dates = load("state")["review"]
    opened = load("call")["call"]["opened_in_days"]
    for offset in range(4 * 366):
        loaded = datetime.date(2027, 1, 1) + datetime.timedelta(days=offset)
        review = Review(
            review_date=loaded + datetime.timedelta(days=dates["review_in_days"]),
            midterm_months=dates["midterm_months"],
        )
        deadline = Call.default_deadline(review.midterm_date)
        assert 7 < (deadline - loaded).days <= 14, loaded
    assert dates["review_in_days"] < dates["adoption_in_days"] < opened < 0


def test_governments_form_two_regions_with_eight_cities():
    governments = {entry["slug"]: entry for entry in load("governments")}
    regions = {slug for slug, entry in governments.items() if entry["level"] == "region"}
    assert len(governments) == len(load("governments")) == 10
    assert len(regions) == 2
    for slug, entry in governments.items():
        assert entry["level"] in LocalGovernment.Level.values
        assert (entry["parent"] is None) if slug in regions else (entry["parent"] in regions)
        assert entry["parent"] is None or list(governments).index(entry["parent"]) < list(governments).index(slug)
        assert entry["language"] in LANGUAGES
        assert entry["time_zone"] in zoneinfo.available_timezones()
    sizes = sorted(entry["population"] for slug, entry in governments.items() if slug not in regions)
    assert (sizes[0], sizes[-1]) == (9_000, 820_000)
    for region in regions:
        children = [entry["population"] for entry in governments.values() if entry["parent"] == region]
        assert sum(children) <= governments[region]["population"]


def test_governments_say_what_they_may_do_in_every_service_area():
    codes = {entry["code"] for entry in load("service_areas", folder="")}
    for entry in load("governments"):
        assert set(entry["service_areas"]) == codes, entry["slug"]
        assert set(entry["service_areas"].values()) <= set(Competence.Kind.values), entry["slug"]
        assert entry["service_areas"]["mostly-national"] == "none"


def test_people_hold_roles_that_fit_their_place():
    people = load("people")
    slugs = {entry["slug"] for entry in load("governments")}
    assert not repeated(person["email"] for person in people)
    for person in people:
        assert person["language"] in LANGUAGES
        assert person["time_zone"] in zoneinfo.available_timezones()
        assert person["memberships"] or person.get("editor")
        for membership in person["memberships"]:
            is_local = membership["role"] in Membership.LOCAL_ROLES
            assert is_local or membership["role"] in Membership.STATE_ROLES
            assert set(membership) - {"post", "organisation"} == {"role", "government" if is_local else "state"}
            assert membership["government"] in slugs if is_local else membership["state"] is True


def test_people_cover_every_part_of_the_demo():
    roles = Counter((role, place) for _email, role, place in roles_held())
    officers = {place for role, place in roles if role == "officer"}
    assert {("officer", "almirena"), ("approver", "almirena")} <= set(roles)
    assert len(officers - {"almirena", "tramonara", "basse-ourve"}) >= 5
    assert "olmedares" not in officers
    assert roles["coordinator", "state"] == roles["national-viewer", "state"] == roles["commenter", "state"] == 1
    assert sum(person.get("editor", False) for person in load("people")) == 1


def test_recommendations_are_numbered_and_positioned_like_a_real_list():
    rows = load("recommendations")
    assert [row["paragraph"] for row in rows] == [f"120.{number}" for number in range(1, 43)]
    positions = Counter(row["position"] for row in rows)
    assert set(positions) == set(Recommendation.Position.values)
    assert (positions["supported"], positions["noted"]) == (33, 7)
    assert not repeated(row["text"] for row in rows)
    assert all(15 <= count_words(row["text"]) <= 45 for row in rows)
    assert 0.15 < sum(row["text"].startswith("Continue") for row in rows) / len(rows) < 0.25
    translated = [row for row in rows if "texts" in row]
    assert len(translated) >= 10
    assert all(set(row["texts"]) == {"es", "fr"} and row["texts_unofficial"] for row in translated)


def test_recommendations_use_the_words_of_the_reference_files():
    themes = {e["label"]: e["cluster"] for e in load("themes", folder="") if str(e["vocabulary"]) == "4"}
    groups = {alias for entry in load("groups", folder="") for alias in entry["aliases"]}
    targets = {entry["code"] for entry in load("targets", folder="")}
    states = {entry["iso3"] for entry in load("states", folder="")}
    rows = load("recommendations")
    for row in rows:
        assert set(row["themes"]) <= set(themes), row
        assert set(row["groups"]) <= groups, row
        assert set(row["targets"]) <= targets, row
        assert row["heading"] == row["themes"][0]
        assert {int(code.split(".")[0]) for code in row["targets"]} <= set(row["goals"]), row["paragraph"]
        assert 1 <= len(row["recommending_states"]) <= 3
        assert set(row["recommending_states"]) <= states, row["paragraph"]
    assert {themes[row["heading"]] for row in rows} == {e["code"] for e in load("clusters", folder="")}


def test_followups_name_known_things_once():
    slugs = {entry["slug"] for entry in load("governments") if entry["level"] != "region"}
    paragraphs = {row["paragraph"] for row in load("recommendations")}
    rows = load("followups")
    assert not repeated((row["government"], row["paragraph"]) for row in rows)
    assert {row["government"] for row in rows} == slugs
    assert {row["paragraph"] for row in rows} <= paragraphs
    for row in rows:
        assert row["status"] in Status.values
        assert row["relevance"] in FollowUp.Relevance.values
        assert (row["relevance"] == "not-ours") == (row["status"] == "not_applicable"), row
        assert row["relevance"] != "support-only" or row["who_can"], row
        assert ("ended_in_days" in row) == (row["status"] == "implemented"), row
        assert len(row.get("who_can", "")) <= 200
        assert count_words(row.get("plain_reading", "")) <= 40, row
        assert load("state")["review"]["adoption_in_days"] <= row["updated_in_days"] <= 0


def test_followups_keep_the_rules_of_their_status():
    rows = load("followups")
    assert {row["status"] for row in rows} == set(Status.values)
    for row in rows:
        assert refusals(row, steps_for(row)) == [], row


@pytest.mark.parametrize(
    ("row", "steps", "missing"),
    [
        ({"status": "planned"}, [], ["step with a due date"]),
        ({"status": "planned"}, [a_step(due_in_days=None)], ["step with a due date"]),
        ({"status": "in_progress"}, [a_step(status="planned", start_in_days=5)], ["started step"]),
        ({"status": "partly"}, [a_step(evidence=[])], ["evidence", "gap"]),
        ({"status": "implemented"}, [a_step()], ["end date", "outcome"]),
        ({"status": "implemented", "ended_in_days": -11, "outcome": "yes"}, [a_step()], ["end date"]),
        ({"status": "implemented", "ended_in_days": -10, "outcome_absence": "why"}, [a_step()], []),
        ({"status": "ongoing", "updated_in_days": -366}, [], ["update within twelve months"]),
        ({"status": "not_applicable"}, [], ["who can"]),
        ({"status": "not_started", "setback": True}, [], ["explanation of the setback"]),
    ],
)
def test_a_status_without_its_proof_is_noticed(row, steps, missing):
    assert refusals(row, steps) == missing


def test_what_is_public_rests_on_public_evidence_and_is_not_sensitive():
    sensitive = {row["paragraph"] for row in load("recommendations") if row["sensitive"]}
    assert sensitive
    for row in load("followups"):
        assert row["visibility"] in Visibility.values
        if row["visibility"] == "public" and row["status"] in ("partly", "implemented"):
            shown = [step for step in steps_for(row) if step["visibility"] == "public"]
            assert any(proof["visibility"] == "public" for step in shown for proof in step["evidence"]), row
        assert row["visibility"] != "public" or row["paragraph"] not in sensitive, row
    for step in load("steps"):
        is_public = step["visibility"] == "public"
        assert not (is_public and set(step["paragraphs"]) <= sensitive), step["title"]
        assert is_public or all(proof["visibility"] != "public" for proof in step["evidence"]), step["title"]


def test_cities_differ_as_real_ones_do():
    rows = load("followups")
    triaged = Counter(row["government"] for row in rows)
    total = len(load("recommendations"))
    assert triaged["marlhaven"] == total
    assert triaged["valdelume"] == min(triaged.values()) <= 3
    assert 5 <= total - triaged["almirena"] <= 15
    done = Counter(row["government"] for row in rows if row["status"] == "implemented")
    assert done.most_common(1)[0][0] == "marlhaven"
    setbacks = {row["paragraph"] for row in rows if row.get("setback")}
    assert setbacks & {row["paragraph"] for row in rows if row["status"] == "implemented"}


def test_steps_have_dates_that_fit_their_status():
    for step in load("steps"):
        start, due, end = (step[f"{name}_in_days"] for name in ("start", "due", "end"))
        assert start <= due, step["title"]
        assert (end is not None) == (step["status"] in ("done", "stopped")), step["title"]
        assert end is None or start <= end <= step["updated_in_days"], step["title"]
        assert step["status"] == "planned" or start <= 0, step["title"]
        assert bool(step["outcome"]) or step["status"] in ("planned", "under-way"), step["title"]
        assert step["updated_in_days"] <= 0
    open_steps = [step for step in load("steps") if step["status"] in ("planned", "under-way")]
    assert sum(step["due_in_days"] < 0 for step in open_steps) >= 3
    assert sum(step["updated_in_days"] < -183 for step in open_steps) >= 2


def test_steps_name_known_things_and_answer_triaged_recommendations():
    steps = load("steps")
    answered = {(row["government"], row["paragraph"]): row["status"] for row in load("followups")}
    assert not repeated((step["government"], step["title"]) for step in steps)
    for step in steps:
        assert step["kind"] in ImplementationStep.Kind.values, step["title"]
        assert step["status"] in ImplementationStep.Status.values, step["title"]
        assert step["visibility"] in Visibility.values, step["title"]
        assert all(0 < len(step[field]) <= 200 for field in ("title", "responsible")), step["title"]
        assert step["description"], step["title"]
        assert step["paragraphs"] and not repeated(step["paragraphs"]), step["title"]
        for paragraph in step["paragraphs"]:
            assert answered[step["government"], paragraph] != "not_applicable", (step["title"], paragraph)
        for proof in step["evidence"]:
            assert proof["kind"] in Evidence.Kind.values and proof["visibility"] in Visibility.values
            assert 0 < len(proof["title"]) <= 200
    assert not repeated(proof["url"] for step in steps for proof in step["evidence"])


def test_contributions_were_made_by_two_people_and_decided_by_the_coordinator():
    roles = roles_held()
    call = load("call")["call"]
    assert len(call["title"]) <= 200
    assert (call["opened_by"], "coordinator", "state") in roles
    contributions = load("contributions")
    assert [entry["state"] for entry in contributions] == ["accepted", "accepted", "submitted", "draft"]
    for entry in contributions:
        assert entry["state"] in Contribution.Status.values
        if entry["state"] == "draft":
            assert not {"prepared_by", "approved_by", "decided_by"} & set(entry)
            continue
        # On behalf of a government the coordinator hands in, and the government's own approver confirms.
        preparer = ("coordinator", "state") if "on_behalf_of" in entry else ("officer", entry["government"])
        assert (entry["prepared_by"], *preparer) in roles
        assert (entry["approved_by"], "approver", entry["government"]) in roles
        assert call["opened_in_days"] < entry["prepared_in_days"] <= entry["submitted_in_days"] < 0
        assert ("decided_by" in entry) == (entry["state"] == "accepted")
        if "decided_by" in entry:
            assert (entry["decided_by"], "coordinator", "state") in roles
            assert entry["submitted_in_days"] < entry["decided_in_days"] < 0


def test_contributions_repeat_the_statuses_of_the_followups_within_the_limits_of_words():
    statuses = {(row["government"], row["paragraph"]): row["status"] for row in load("followups")}
    for entry in load("contributions"):
        assert not repeated(answer["paragraph"] for answer in entry["answers"])
        for answer in entry["answers"]:
            assert answer["status"] == statuses[entry["government"], answer["paragraph"]], answer
            for field, limit in WORD_LIMITS.items():
                assert count_words(answer[field]) <= limit, (answer["paragraph"], field)
                assert answer[field] or entry["state"] == "draft", (answer["paragraph"], field)


@pytest.mark.parametrize("name", FILES)
def test_texts_stay_true_on_any_day_and_reach_nobody_real(name):
    texts = [(key, text) for key, text in strings(load(name)) if key not in ("themes", "heading", "paragraph")]
    assert texts
    for key, text in texts:
        assert text == text.strip(), text
        assert key == "url" or not TIED_TO_A_DATE.search(text), text
        assert not PHONE.search(text), text
        for domain in re.findall(r"@(\S+)", text):
            assert domain == "example.org", text
        for address in re.findall(r"https?://[^/\s]+|www\.\S+", text):
            assert address == "https://example.org", text
        if key in ("email", "role_mailbox", "contact"):
            assert text.endswith("@example.org")


def test_dates_are_whole_days_counted_from_the_day_of_loading():
    sources = "".join((REFERENCE / "demo" / f"{name}.yml").read_text(encoding="utf-8") for name in FILES)
    offsets = re.findall(r"_in_(?:days|years): ([^\s,}]+)", sources)
    assert len(offsets) > 200
    assert all(re.fullmatch(r"-?\d+|null", offset) for offset in offsets)
    assert not re.search(r"\d{4}-\d{2}-\d{2}", sources)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        *[(TIED_TO_A_DATE, text, True) for text in ("since last year", "En marzo", "cette année", "In 2025.")],
        (TIED_TO_A_DATE, "in the first year, 120 people", False),
        *[(PHONE, text, True) for text in ("+34 600", "612 34 56 78")],
        (PHONE, "21 400 visits to 34 libraries", False),
    ],
)
def test_dates_and_phone_numbers_are_told_from_figures(pattern, text, found):
    assert bool(pattern.search(text)) is found
