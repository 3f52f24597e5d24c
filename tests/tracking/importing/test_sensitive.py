"""Imported recommendations on sensitive topics are marked."""

from tests import factories
from tests.tracking.importing import files
from tracking import models


def marked():
    return list(models.Recommendation.objects.filter(is_sensitive=True))


def test_import_marks_what_is_new_or_carries_new_tags(run):
    for name in ("Sexual & gender-based violence", "Human rights defenders"):
        models.Theme.objects.filter(pk=factories.theme(name).pk).update(is_sensitive=True)
    run(files.sample("120.1", themes=("Sexual & gender-based violence",)), files.sample("120.2"))
    assert [row.paragraph for row in marked()] == ["120.1"]
    models.Recommendation.objects.update(is_sensitive=False)
    run(
        files.sample("120.1", themes=("Sexual & gender-based violence",), text="In other words"),
        files.sample("120.2", themes=("Human rights defenders",)),
    )
    assert [row.paragraph for row in marked()] == ["120.2"]
