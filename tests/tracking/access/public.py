"""What everybody reads, and the import, which is the State's."""

from tests.tracking.access.rows import ROLES, STATE, Row, of_nothing, of_source_file, only
from tracking.models import Theme

OPEN = dict.fromkeys(ROLES, 200)
IMPORT = only(("coordinator",), national_viewer=403)
ROWS = [
    Row("recommendation-list", OPEN),
    Row("recommendation-export", OPEN),
    Row("recommendation-detail", OPEN, kwargs=lambda world: {"iso3": "XUL", "cycle": 4, "paragraph": "120.1"}),
    Row(
        "recommendation-detail",
        dict.fromkeys(ROLES, 404),
        kwargs=of_nothing,
    ),
    Row("government-detail", OPEN, kwargs=lambda world: {"iso3": "XUL", "slug": "altamira"}),
    Row("government-detail", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"iso3": "XUL", "slug": "nowhere"}),
    Row("state-list", OPEN),
    Row("state-detail", OPEN, kwargs=lambda world: {"iso3": "XUL"}),
    Row("state-detail", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"iso3": "QQQ"}),
    Row("review-overview", OPEN, kwargs=lambda world: {"iso3": "XUL", "cycle": 4}),
    Row("review-overview", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"iso3": "XUL", "cycle": 1}),
    Row("theme-list", OPEN),
    Row("theme-detail", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"pk": 0}),
    Row("goal-list", OPEN),
    Row("goal-detail", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"number": 99}),
    Row("government-list", OPEN),
    Row("government-feed", OPEN, kwargs=lambda world: {"iso3": "XUL", "slug": "altamira"}),
    Row("government-feed", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"iso3": "XUL", "slug": "nowhere"}),
    Row("theme-feed", OPEN, kwargs=lambda world: {"pk": Theme.objects.first().pk}),
    Row("theme-feed", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"pk": 0}),
    Row("report-feed", OPEN),
    Row("import-list", only((*STATE, "stranger"))),
    Row("import-add", {**IMPORT, "stranger": 200}),
    Row("import-add", {**IMPORT, "stranger": 200}, "post"),
    Row("import-detail", only(STATE), kwargs=of_source_file),
    Row("import-confirm", {**IMPORT, "coordinator": 302}, "post", of_source_file),
    Row("import-confirm", only((), others=405), kwargs=of_source_file),
    Row("import-discard", {**IMPORT, "coordinator": 302}, "post", of_source_file),
    Row("import-discard", only((), others=405), kwargs=of_source_file),
]
