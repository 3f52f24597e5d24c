"""Where a practice happens: a government that works here, or any other place in the world."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .practice_scales import AuthorityLevel, PopulationClass, class_of

BOTH_OR_NONE = Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__isnull=False, longitude__isnull=False)
ON_EARTH = Q(latitude__isnull=True) | Q(
    latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180
)  # fmt: skip


def degrees(label, most, **options):
    """A field of decimal degrees up to `most` on both sides of zero."""
    limits = [MinValueValidator(-most), MaxValueValidator(most)]
    return models.FloatField(label, null=True, blank=True, validators=limits, **options)


class PracticePlace(models.Model):
    """The place of a practice."""

    city = models.ForeignKey(
        "tracking.LocalGovernment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("local or regional government"),
    )
    place_name = models.CharField(_("or another place: city and country"), max_length=150, blank=True)
    country = models.CharField(
        _("country"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, such as ESP."))],
        help_text=_("Left empty, it is the State of the government above."),
    )
    latitude = degrees(_("latitude"), 90, help_text=_("Of the city as a whole, never of a house: 41.39."))
    longitude = degrees(_("longitude"), 180, help_text=_("Decimal degrees, negative in the west: -3.70."))
    authority_level = models.CharField(
        _("level of the authority"), max_length=10, choices=AuthorityLevel.choices, blank=True
    )
    population_class = models.CharField(
        _("population"),
        max_length=10,
        choices=PopulationClass.choices,
        blank=True,
        help_text=_("Left empty, it follows from the population of the government above."),
    )

    class Meta:
        abstract = True

    @property
    def place(self):
        """The government's name, or the place that stands in for it."""
        return str(self.city) if self.city else self.place_name

    @property
    def whole_place(self):
        """The place as a reader abroad needs it: a government with its State."""
        return f"{self.city}, {self.city.state}" if self.city else self.place_name

    @property
    def country_code(self):
        """The ISO code of the country, or ""."""
        return self.country or (self.city.state.iso3 if self.city else "")

    @property
    def is_invented(self):
        """Whether its country is invented, as that of the demo: ISO gives XAA to XZZ to nobody (XKX is in use)."""
        return self.country_code.startswith("X") and self.country_code != "XKX"

    @property
    def size_class(self):
        """The class of the population, as chosen or as it follows from the government's; or ""."""
        return self.population_class or (class_of(self.city.population) if self.city else "")

    @property
    def size_words(self):
        """The class of the population in words, or ""."""
        return dict(PopulationClass.choices).get(self.size_class, "")
