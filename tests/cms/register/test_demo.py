"""The demo register is made once, public, with all kinds of silence in it."""

import pytest

from cms.models import EngagementProfile, ProfileAnswer
from cms.register.demo import FILE, load_register
from tracking import reference_data


@pytest.fixture
def reference(state):
    """The words of the field."""
    reference_data.load()


def test_demo_is_made_once_and_can_be_read(reference, client, today):
    mapping = load_register(today)
    assert load_register(today) is None
    assert mapping.profiles.shown().count() == 3
    assert set(ProfileAnswer.objects.shown().values_list("kind", flat=True)) == {
        *("answered", "no-response", "none", "not-applicable")
    }
    for address in [mapping.get_absolute_url(), *(p.get_absolute_url() for p in EngagementProfile.objects.all())]:
        assert client.get(address).status_code == 200
    text = client.get(mapping.get_absolute_url()).content.decode()
    assert "3 of 5 invited answered" in text


def test_unknown_word_stops_everything(reference, today, tmp_path):
    file = tmp_path / "demo.yml"
    file.write_text(FILE.read_text(encoding="utf-8").replace("[trust, time, continuity]", "[luck]"), encoding="utf-8")
    with pytest.raises(KeyError, match="luck"):
        load_register(today, file)
    assert not EngagementProfile.objects.exists()
