"""The description of the API is true: schemathesis asks what it allows and what it forbids, and reads the answers."""

import json

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tracking.opendata import schema
from upr_local.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
FEW = settings(max_examples=3, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


def operations():
    """Every address of the API, as the site itself describes it."""
    told = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    return [found.ok() for found in told.get_all_operations()]


@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
def test_answers_are_as_described(publish, mode):
    publish()
    found = operations()
    assert len(found) == 2 * len(schema.document("en")["tags"] if "tags" in schema.document("en") else found) // 2
    for operation in found:
        wanted = schemathesis.GenerationMode[mode]
        checks = [*CHECKS, negative_data_rejection] if mode == "NEGATIVE" else [*CHECKS, unsupported_method]
        try:
            strategy = operation.as_strategy(generation_mode=wanted)
            FEW(given(case=strategy)(lambda case, checks=checks: case.call_and_validate(checks=checks)))()
        except schemathesis.errors.InvalidSchema:
            raise


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
