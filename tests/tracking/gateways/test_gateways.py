"""The seam: none by default, one by its path."""

import pytest

from tests import factories
from tracking import gateways
from tracking.gateways.console import ConsoleGateway


def test_without_the_setting_there_is_none(settings):
    assert settings.MESSAGE_GATEWAY == ""
    assert gateways.chosen() is None


def test_path_names_the_gateway(settings):
    settings.MESSAGE_GATEWAY = "tracking.gateways.console.ConsoleGateway"
    assert isinstance(gateways.chosen(), ConsoleGateway)


def test_base_sends_nothing(officer):
    with pytest.raises(NotImplementedError):
        gateways.Gateway().send(officer, "hello")


def test_console_prints_the_text_and_not_the_number(db, capsys):
    person = factories.person(phone="+34 600 000 042")
    ConsoleGateway().send(person, "2 matters")
    assert capsys.readouterr().out == "Text to a phone ending in 42: 2 matters\n"
