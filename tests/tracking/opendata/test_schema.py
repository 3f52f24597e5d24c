"""The description of the API is true: schemathesis asks what it allows and what it forbids, and reads the answers."""

import json

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tracking.opendata import schema
from tracking.opendata.catalogue import subjects
from upr_local.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
FEW = settings(max_examples=2, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture
def one_connection():
    """A whole WSGI application would close the database between requests, and the test's transaction with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations():
    """Every address of the API, as the site itself describes it."""
    told = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    return [found.ok() for found in told.get_all_operations()]


def try_out(operation, mode, checks):
    """Ask an address a few times; what the checks find is raised."""

    @FEW
    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode[mode]))
    def asked(case):
        case.call_and_validate(checks=checks, headers={"Accept-Encoding": "identity"})

    asked()


def test_answers_are_as_described(publish, one_connection):
    publish()
    found = operations()
    assert len(found) == 2 * len(subjects())
    for operation in [*found[::2], found[1]]:  # every list, and a row
        try_out(operation, "POSITIVE", CHECKS)


def test_what_the_description_forbids_is_refused(publish, one_connection):
    publish()
    for operation in operations()[::6]:
        try_out(operation, "NEGATIVE", [*CHECKS, negative_data_rejection])


def test_description_is_valid_in_every_language_and_both_formats(db, client):
    told = client.get("/api/v1/openapi.json")
    assert told["Content-Type"] == "application/json"
    plain = yaml.safe_load(client.get("/api/v1/openapi.yaml").content)
    assert plain == json.loads(told.content)
    spanish = client.get("/api/v1/openapi.json?language=es").json()
    assert set(spanish["paths"]) == set(plain["paths"])
    assert spanish["openapi"].startswith("3.")
    schemathesis.openapi.from_dict(plain).validate()


def test_description_is_made_without_a_warning(db, capsys):
    schema._document.cache_clear()
    schema.document("en")
    assert capsys.readouterr().err == ""
