"""A city with a little of everything that a workbook holds."""

import pytest

from tests.tracking.workbook.sheets import work_of


@pytest.fixture
def work(city, officer, review):
    """What the city has: see work_of."""
    return work_of(city, officer, review)
