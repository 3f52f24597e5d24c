"""Draws places on a map of the world as plain numbers for an SVG: no tiles, no other host, no script.

Every degree is as wide as it is high (equirectangular), so that a place stands where its numbers say.
"""

from dataclasses import dataclass, field

from .land import LAND

UNITS = 4  # of the drawing, for one degree
NORTH, SOUTH = 84, -58  # beyond lies nothing that governments do
LEAST_SPAN = 90  # degrees: a map of one city still shows its continent
MARGIN = 12  # degrees around the outermost places
TOUCHING = 24  # pixels a finger needs
NARROWEST = 640  # pixels across which the map is shown at least
GRID = 30  # degrees between lines


@dataclass
class Marker:
    """One or several places so near to each other that one drawing stands for them."""

    x: float
    y: float
    places: list = field(default_factory=list)  # what `draw` was given

    @property
    def radius(self):
        """Larger for more places, never smaller than can be seen."""
        return min(16 + 2 * len(self.places), 26)


@dataclass(frozen=True)
class Frame:
    """The part of the world that is shown, in degrees."""

    west: float
    east: float
    south: float
    north: float

    @property
    def width(self):
        """In units of the drawing."""
        return (self.east - self.west) * UNITS

    @property
    def height(self):
        """In units of the drawing."""
        return (self.north - self.south) * UNITS

    def point(self, longitude, latitude):
        """Where a place stands in the drawing."""
        return round((longitude - self.west) * UNITS, 1), round((self.north - latitude) * UNITS, 1)

    def scaled(self, size):
        """A size, given in units of a map of the whole world, for this frame: half the world, half the size."""
        return round(size * self.width / (360 * UNITS), 2)


WORLD = Frame(-180, 180, SOUTH, NORTH)


def frame_around(positions):
    """A Frame that holds all (longitude, latitude) pairs; the whole world where they lie far apart or are none."""
    if not positions:
        return WORLD
    longitudes, latitudes = zip(*positions, strict=True)
    west, east = min(longitudes) - MARGIN, max(longitudes) + MARGIN
    south, north = min(latitudes) - MARGIN, max(latitudes) + MARGIN
    span = max(east - west, (north - south) * 2, LEAST_SPAN)
    if span >= 300:
        return WORLD
    middle, centre = (west + east) / 2, (south + north) / 2
    west = min(max(middle - span / 2, -180), 180 - span)
    south = min(max(centre - span / 4, SOUTH), NORTH - span / 2)
    return Frame(west, west + span, south, south + span / 2)


def outlines(frame):
    """The coasts as the text of an SVG path."""
    lines = []
    for shape in LAND:
        points = [frame.point(*position) for position in shape]
        lines.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
    return "".join(lines)


def graticule(frame):
    """Meridians and parallels as the text of an SVG path."""
    meridians = [frame.point(degree, 0)[0] for degree in range(-180, 181, GRID) if frame.west < degree < frame.east]
    parallels = [frame.point(0, degree)[1] for degree in range(-60, 91, GRID) if frame.south < degree < frame.north]
    lines = [f"M{x:g} 0V{frame.height:g}" for x in meridians] + [f"M0 {y:g}H{frame.width:g}" for y in parallels]
    return "".join(lines)


def markers(frame, places):
    """One Marker for places that lie apart, one for all that a finger could not tell apart.

    `places` are anything with `longitude` and `latitude`.
    """
    reach = TOUCHING * frame.width / NARROWEST
    found = []
    for place in places:
        x, y = frame.point(place.longitude, place.latitude)
        near = next((mark for mark in found if (mark.x - x) ** 2 + (mark.y - y) ** 2 < reach**2), None)
        if near is None:
            near = Marker(x, y)
            found.append(near)
        near.places.append(place)
    return found
