"""Second readings, and the way back from the public."""

from tests import factories
from tests.tracking.access.rows import READ, WRITERS, Row, of_city, only
from tracking import second_reading

DECIDE = only(WRITERS, 302, viewer=403)
NO_GET = only((), others=405)


def of_reading(world):
    """A reading that the officer asked."""
    return {"pk": second_reading.ask(world.follow_up, by=world.people["officer"], now=factories.NOW).pk}


def of_publication(world):
    """The city's step, by its place."""
    return {"pk": world.city.pk, "kind": "implementationstep", "row": world.step.pk}


def why(world):
    """The words with which a reading is kept."""
    return {f"reading{of_reading(world)['pk']}-note": "Name no district."}


ROWS = [
    Row("second-reading-list", READ, kwargs=of_city),
    Row("second-reading-publish", DECIDE, "post", of_reading),
    Row("second-reading-publish", NO_GET, kwargs=of_reading),
    Row("second-reading-keep", DECIDE, "post", of_reading, why),
    Row("second-reading-keep", {**DECIDE, **dict.fromkeys(WRITERS, 200)}, "post", of_reading),
    Row("second-reading-keep", NO_GET, kwargs=of_reading),
    Row("second-reading-withdraw", DECIDE, "post", of_reading),
    Row("second-reading-withdraw", NO_GET, kwargs=of_reading),
    Row("publication-take-back", DECIDE, "post", of_publication),
    Row("publication-take-back", NO_GET, kwargs=of_publication),
]
