"""Dialogues that the State holds in its regions before it reports."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .event import Event
from .membership import Membership
from .place import LocalGovernment
from .record import Record, RecordQuerySet
from .review import Review
from .role import Role
from .visibility import Visibility

LEVELS_ABOVE = ("pk", "parent", "parent__parent", "parent__parent__parent")  # a village in a city in a province ...


class RegionalDialogueQuerySet(RecordQuerySet):
    """Regional dialogues."""

    def visible_to(self, user):
        """public: anyone. internal: who serves the State, and the region's people down to its villages.

        restricted: the State's coordinators alone, whose record it is.
        """
        public = Q(visibility=Visibility.PUBLIC)
        if not user.is_authenticated:
            return self.filter(public)
        served = Membership.objects.serving(user)
        coordinated = served.filter(role=Role.COORDINATOR)
        own = LocalGovernment.objects.of_user(user)
        regional = Q()
        for path in LEVELS_ABOVE:
            regional |= Q(local_government__in=own.filter(**{f"{path}__isnull": False}).values(path))
        national = Q(review__state__in=served.values("state"))
        internal = Q(visibility=Visibility.INTERNAL) & (regional | national)
        return self.filter(public | internal | Q(review__state__in=coordinated.values("state")))

    def around(self, government):
        """Those held in the government's own area or in the areas it is part of."""
        areas, area = [], government
        for _level in LEVELS_ABOVE:
            areas.append(area.pk)
            if area.parent_id is None:
                break
            area = area.parent
        return self.filter(local_government__in=areas)

    def for_listing(self):
        """With region and review, by date."""
        return self.select_related("local_government__state", "review__state").order_by("held_on", "pk")


class RegionalDialogue(Record):
    """A meeting of the State with those who act in one region, on one review; the coordinator's record."""

    PUBLISHER = None
    # The sectors of those who came, with the field that counts them.
    SECTORS = {
        "local_government_count": _("local governments"),
        "civil_society_count": _("civil society"),
        "institution_count": _("national human rights institution"),
        "academia_count": _("academia"),
        "rights_holder_count": _("groups of rights-holders"),
        "other_count": _("others"),
    }
    EVENT_FIELDS = ("held_on", *SECTORS, "visibility")
    PUBLIC_TEXTS = ("place", "themes", "follow_up")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="dialogues")
    local_government = models.ForeignKey(
        LocalGovernment, on_delete=models.PROTECT, related_name="dialogues", verbose_name=_("region or place")
    )
    held_on = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    local_government_count = models.PositiveIntegerField(SECTORS["local_government_count"], null=True, blank=True)
    civil_society_count = models.PositiveIntegerField(SECTORS["civil_society_count"], null=True, blank=True)
    institution_count = models.PositiveIntegerField(SECTORS["institution_count"], null=True, blank=True)
    academia_count = models.PositiveIntegerField(SECTORS["academia_count"], null=True, blank=True)
    rights_holder_count = models.PositiveIntegerField(SECTORS["rights_holder_count"], null=True, blank=True)
    other_count = models.PositiveIntegerField(SECTORS["other_count"], null=True, blank=True)
    themes = models.TextField(_("themes, also contested ones"), blank=True)
    follow_up = models.TextField(_("what follows"), blank=True)

    objects = RegionalDialogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("regional dialogue")
        verbose_name_plural = _("regional dialogues")
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "local_government", "held_on"],
                name="dialogue_once_per_region_and_day",
                violation_error_message=_("This dialogue is recorded already."),
            )
        ]

    def __str__(self):
        return _("Dialogue in %(region)s") % {"region": self.local_government}

    def sectors(self):
        """[(sector, number of participants)] of the sectors that were counted."""
        counts = ((label, getattr(self, name)) for name, label in self.SECTORS.items())
        return [(label, count) for label, count in counts if count is not None]

    @property
    def participant_count(self):
        """Everybody who was counted; None where nobody counted."""
        counts = [count for _label, count in self.sectors()]
        return sum(counts) if counts else None

    def _record(self, verb, *, by, now, **values):
        # The State's record, not the region's: what of it is restricted must not stand in the region's own history.
        Event.objects.record(verb, self, by=by, now=now, **values)
