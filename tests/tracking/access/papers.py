"""Forms on paper."""

from tests.tracking.access.rows import Row, all_of

ROWS = [
    Row("paper-find", all_of()),
    Row("paper-find", all_of(404), data=lambda world: {"code": "nonsense"}),
]
