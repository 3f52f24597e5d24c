"""manage.py load_reference."""

import io

import pytest
from django.core.management import CommandError, call_command

from tracking import reference_data
from tracking.models import State

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


def test_load_reference_of_a_broken_file_fails_with_the_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(reference_data, "load", lambda load=reference_data.load: load(tmp_path))
    with pytest.raises(CommandError, match="states.yml cannot be read"):
        load()
    assert not State.objects.exists()
