"""What the tests of the whole site share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_tried_before(own_folders):
    """Limits of sign-in count from nothing: what other tests tried is forgotten."""
    cache.clear()
