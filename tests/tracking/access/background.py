"""The work in the background: for coordinators of any State, and for the IT desk."""

from tests.tracking.access.rows import Row, only

ROWS = [
    Row("background-detail", only(("coordinator", "stranger", "superuser"))),
]
