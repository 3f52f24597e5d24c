"""One-line texts without invisible turns of direction, and days that can be meant."""

import datetime

import pytest

from tests import factories
from tests.tracking.views.test_step_sections import rows
from tracking.forms.call import CallForm
from tracking.forms.evidence import EvidenceForm
from tracking.forms.human_rights_body import LocalHumanRightsBodyForm
from tracking.forms.plan import PlanForm
from tracking.forms.progress_note import ProgressNoteForm
from tracking.forms.step_sections import PlaceForm
from tracking.models import ActionPlan, Call, Evidence, LocalHumanRightsBody, ProgressNote
from tracking.workbook.cells import plain_text

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
OVERRIDES = "\u202d\u202e"  # write letters against their own direction: no language needs them
ARABIC = "خطة حقوق\u200f الإنسان"  # with a mark that belongs to the text


@pytest.fixture
def step(city, officer):
    return factories.step(city, officer)


def plan_form(city, **fields):
    return PlanForm({"title": "Plan", "visibility": "internal", **fields}, instance=ActionPlan(local_government=city))


@pytest.mark.parametrize("sign", TURNS)
def test_title_loses_every_turn_of_direction(sign, city):
    form = plan_form(city, title=f"Plan {sign}A", purpose=f"Long {sign}text")
    assert form.is_valid()
    assert (form.cleaned_data["title"], form.cleaned_data["purpose"]) == (
        "Plan A",
        "Long text" if sign in OVERRIDES else f"Long {sign}text",
    )


def test_title_from_right_to_left_stays_whole(city):
    form = plan_form(city, title=ARABIC)
    assert form.is_valid()
    assert form.cleaned_data["title"] == ARABIC


def test_title_of_nothing_but_turns_is_empty(city):
    assert list(plan_form(city, title=TURNS).errors) == ["title"]


def test_title_of_evidence_and_name_in_a_row_lose_turns(step):
    data = {"kind": "decision", "title": "fdp\u202etxt", "link": "https://city.example/", "visibility": "internal"}
    form = EvidenceForm(data, instance=Evidence(step=step))
    form.is_valid()
    assert form.cleaned_data["title"] == "fdptxt"
    form = PlaceForm(rows("partners", {"name": "Fire\u2067 brigade", "kind": "", "part": ""}), instance=step)
    form.is_valid()
    assert form.rows["partners"].forms[0].cleaned_data["name"] == "Fire brigade"


@pytest.mark.parametrize(("day", "is_right"), [
    ("0001-01-01", False), ("1989-12-31", False), ("1990-01-01", True), ("2100-12-31", True), ("9999-12-31", False),
])  # fmt: skip
def test_day_lies_between_1990_and_2100(day, is_right, city, step, review):
    today = datetime.date(1980, 1, 1)
    forms = {
        "adopted_on": plan_form(city, adopted_on=day),
        "target_date": CallForm({"target_date": day}, instance=Call(review=review), today=today),
        "deadline": CallForm({"target_date": day, "deadline": day}, instance=Call(review=review), today=today),
    }
    for name, form in forms.items():
        assert (form.errors.get(name) is None) == is_right, name
        assert is_right or form.errors[name] == ["Give a year between 1990 and 2100."]


def test_note_refuses_a_day_of_long_ago(step):
    form = ProgressNoteForm({"date": "0001-01-01", "text": "A note"}, instance=ProgressNote(step=step))
    assert form.errors["date"] == ["Give a year between 1990 and 2100."]


@pytest.mark.parametrize(("day", "is_right"), [("1789-08-26", True), ("0001-01-01", False), ("9999-12-31", False)])
def test_body_may_be_older(day, is_right, city):
    form = LocalHumanRightsBodyForm({"since": day}, instance=LocalHumanRightsBody(local_government=city))
    assert ("since" not in form.errors) == is_right


def test_workbook_cell_of_one_line_loses_turns_and_a_long_one_keeps_them():
    assert plain_text(f"a{TURNS}b", is_one_line=True) == "ab"
    assert plain_text(ARABIC, is_one_line=True) == ARABIC
    assert plain_text("a\u2067b", is_one_line=False) == "a\u2067b"


@pytest.mark.parametrize("page", ["edit/place/", "notes/add/", "evidence/add/"])
def test_name_of_the_step_stands_at_the_edge_of_the_page(page, step, officer, signed_in):
    html = signed_in(officer).get(f"/en/steps/{step.pk}/{page}").content.decode()
    assert f'<p class="eyebrow"><bdi>{step.title}</bdi></p>' in html
