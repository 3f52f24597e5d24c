"""manage.py load_reference."""

import io

import pytest
from django.core.management import CommandError, call_command

from tracking import options, reference_data
from tracking.models import Group, State

pytestmark = pytest.mark.django_db


def load():
    out = io.StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue().splitlines()


def test_load_reference_prints_a_line_for_every_kind():
    first, second = load(), load()
    assert first[0] == "States: 195 new, 0 changed, 0 same"
    assert second[0] == "States: 0 new, 0 changed, 195 same"
    assert len(first) == len(second) == 14
    assert all(": 0 new, 0 changed, " in line for line in second)


def test_choices_of_filters_speak_anew_after_load_reference(review, recommendation):
    group, _is_new = Group.objects.update_or_create(code="children", defaults={"labels": {"en": "Kids"}})
    recommendation.groups.add(group)
    before = options.choices_of(review, "stamp")["group"].options
    load()
    after = options.choices_of(review, "stamp")["group"].options
    assert ([option.label for option in before], [option.label for option in after]) == (["Kids"], ["Children"])


def test_load_reference_of_a_broken_file_fails_with_the_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(reference_data, "load", lambda load=reference_data.load: load(tmp_path))
    with pytest.raises(CommandError, match="states.yml cannot be read"):
        load()
    assert not State.objects.exists()
