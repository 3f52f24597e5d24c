"""The register as tests meet it."""

import pytest

from tests.cms.register import entries


@pytest.fixture
def mapping(db):
    """A public mapping."""
    return entries.mapping(slug="round-one")


@pytest.fixture
def profile(mapping):
    """A public profile of the mapping."""
    return entries.profile(mapping, title="Lumeria", slug="lumeria")
