"""What the demo says about its steps: known steps, known words, believable numbers."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tracking.models import BudgetLine, ImplementationStep, PeopleReached, StepChallenge, StepPartner

REFERENCE = Path(__file__).resolve().parents[2] / "tracking" / "reference"


def load(name, folder="demo"):
    return yaml.safe_load((REFERENCE / folder / f"{name}.yml").read_text(encoding="utf-8"))


PARTS = load("step_parts")
STEPS = [entry for entry in PARTS if "plan" not in entry]
TITLES = {(step["government"], step["title"]): step for step in load("steps")}


@pytest.mark.parametrize("entry", STEPS, ids=lambda entry: entry["title"][:20])
def test_step_names_known_things(entry):
    assert (entry["government"], entry["title"]) in TITLES
    known = {
        name: {row["code"] for row in load(name, ".") if isinstance(row, dict)} for name in ("groups", "rights")
    } | {"targets": {row["code"] for row in load("targets", ".")}}
    for name, codes in known.items():
        assert set(entry.get(name, ())) <= codes
    scales = {"approach": ImplementationStep.Approach, "resources": ImplementationStep.Resources}
    scales |= {"strength": ImplementationStep.Strength, "effect": ImplementationStep.Effect}
    scales |= {"change": ImplementationStep.Change}
    for name, value in entry["fields"].items():
        ImplementationStep._meta.get_field(name)
        assert name not in scales or value in scales[name].values
    for name, model in (("partners", StepPartner), ("challenges", StepChallenge)):
        assert {row["kind"] for row in entry.get(name, ())} <= set(model.Kind.values)
    if "copied_from" in entry:
        model = (entry["copied_from"]["government"], entry["copied_from"]["title"])
        assert (TITLES[model]["visibility"], model[0] != entry["government"]) == ("public", True)


def test_money_and_people_can_be_true():
    for entry in STEPS:
        for line in entry.get("money", ()):
            assert line["source"] in BudgetLine.Source.values
            assert Decimal(line["planned"]) >= 0
        total = sum(row["number"] for row in entry.get("people", ()) if "dimension" not in row)
        parts = [row for row in entry.get("people", ()) if "dimension" in row]
        assert {row["dimension"] for row in parts} <= set(PeopleReached.Dimension.values)
        assert not parts or sum(row["number"] for row in parts) <= total


def test_demo_shows_money_of_two_currencies_a_copy_hidden_numbers_and_what_has_no_money():
    money = [line for entry in STEPS for line in entry.get("money", ())]
    assert {line["currency"] for line in money} == {"EUR", "USD"}
    assert any("copied_from" in entry for entry in STEPS)
    assert any(row["number"] < 10 for entry in STEPS for row in entry.get("people", ()))
    assert any(entry["fields"].get("resources") == "no" for entry in STEPS)


def test_plan_groups_steps_of_its_government():
    (plan,) = [entry["plan"] for entry in PARTS if "plan" in entry]
    assert all((plan["government"], title) in TITLES for title in plan["steps"])
    assert plan["starts_in_days"] < plan["ends_in_days"]
