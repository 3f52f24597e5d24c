"""The practices of a list on a map of the world, and the same as a list of places."""

from django.utils.translation import gettext as _

from cms.addresses import page_url

from .world_map import frame_around, graticule, markers, outlines


class PracticeMap:
    """What the map's template shows; one query."""

    def __init__(self, practices):
        everything = list(practices)
        self.placed = [practice for practice in everything if practice.latitude is not None]
        self.unplaced = [practice for practice in everything if practice.latitude is None]
        self.frame = frame_around([(practice.longitude, practice.latitude) for practice in self.placed])
        self.land, self.grid = outlines(self.frame), graticule(self.frame)
        found = markers(self.frame, self.placed)
        self.has_invented = any(practice.is_invented for practice in self.placed)
        self.markers = [self.shown(number, marker) for number, marker in enumerate(found, start=1)]

    def shown(self, number, marker):
        """One marker as plain data; a single practice leads to its page, several to their line in the list."""
        practices = marker.places
        places = list(dict.fromkeys(place_words(practice) for practice in practices))
        return {
            "number": number,
            "x": marker.x,
            "y": marker.y,
            "radius": self.frame.scaled(marker.radius),
            "letters": self.frame.scaled(26),
            "practices": practices,
            "places": places,
            "name": "; ".join(places),
            "address": page_url(practices[0]) if len(practices) == 1 else f"#place-{number}",
        }


def place_words(practice):
    """The name of the place; of one in an invented State it says so."""
    return _("%(place)s (invented)") % {"place": practice.place} if practice.is_invented else practice.place
