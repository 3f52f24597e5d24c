"""The workbook of a government: its people read, those who write bring it back."""

from tests.tracking.access.rows import EDIT, READ, WRITERS, Row, of_city, only

CHANGE = only(WRITERS, 302, viewer=403)


def of_upload(world):
    return {"pk": world.workbook_upload.pk}


ROWS = [
    Row("workbook-list", READ, kwargs=of_city),
    Row("workbook-list", EDIT, "post", of_city),
    Row("workbook-make", EDIT, "post", of_city, lambda world: {"language": "en"}),
    Row("workbook-make", CHANGE, "post", of_city, lambda world: {"language": "tlh"}),
    Row("workbook-make", only((), others=405), kwargs=of_city),
    Row("workbook-detail", READ, kwargs=of_upload),
    Row("workbook-apply", CHANGE, "post", of_upload),
    Row("workbook-apply", only((), others=405), kwargs=of_upload),
    Row("workbook-file", READ, kwargs=of_upload),
    Row("workbook-discard", CHANGE, "post", of_upload),
    Row("workbook-discard", only((), others=405), kwargs=of_upload),
]
