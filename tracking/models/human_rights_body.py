"""What a government has set up for human rights: its bodies, and what it has committed itself to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .place import LocalGovernment
from .record import Record, RecordQuerySet


class LocalHumanRightsBody(Record):
    """A commission, council, office or ombudsperson for human rights of a local or regional government."""

    # The seats, with the field that counts them.
    SEATS = {
        "government_seats": _("government"),
        "civil_society_seats": _("civil society"),
        "rights_holder_seats": _("groups of rights-holders"),
        "academia_seats": _("academia"),
        "religious_seats": _("religious and traditional leaders"),
        "other_seats": _("others"),
    }
    EVENT_FIELDS = ("since", *SEATS, "visibility")
    PUBLIC_TEXTS = ("name", "mandate", "legal_basis", "website")

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="human_rights_bodies")
    name = models.CharField(_("name"), max_length=200)
    mandate = models.TextField(_("mandate"), blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    government_seats = models.PositiveSmallIntegerField(SEATS["government_seats"], null=True, blank=True)
    civil_society_seats = models.PositiveSmallIntegerField(SEATS["civil_society_seats"], null=True, blank=True)
    rights_holder_seats = models.PositiveSmallIntegerField(SEATS["rights_holder_seats"], null=True, blank=True)
    academia_seats = models.PositiveSmallIntegerField(SEATS["academia_seats"], null=True, blank=True)
    religious_seats = models.PositiveSmallIntegerField(SEATS["religious_seats"], null=True, blank=True)
    other_seats = models.PositiveSmallIntegerField(SEATS["other_seats"], null=True, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("local human rights body")
        verbose_name_plural = _("local human rights bodies")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="human_rights_body_name_not_empty"),
            models.UniqueConstraint(
                fields=["local_government", "name"],
                name="human_rights_body_name_once",
                violation_error_message=_("A body of this name is recorded already."),
            ),
        ]

    def __str__(self):
        return self.name

    def seats(self):
        """[(sector, number of seats)] of the sectors that were counted and have any."""
        counts = ((label, getattr(self, name)) for name, label in self.SEATS.items())
        return [(label, count) for label, count in counts if count]


class HumanRightsCommitment(Record):
    """An act by which a government binds itself: it declares itself a human rights city, adopts a charter ..."""

    class Kind(models.TextChoices):
        HUMAN_RIGHTS_CITY = "human-rights-city", _("declared a human rights city")
        CHARTER = "charter", _("charter")
        DECLARATION = "declaration", _("declaration")

    EVENT_FIELDS = ("kind", "adopted_on", "visibility")
    PUBLIC_TEXTS = ("title", "act", "link")

    local_government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, related_name="human_rights_commitments"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    adopted_on = models.DateField(_("adopted on"))
    act = models.CharField(_("by which act"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("human rights commitment")
        verbose_name_plural = _("human rights commitments")
        ordering = ["adopted_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="commitment_title_not_empty"),
            models.CheckConstraint(
                condition=~Q(kind="human-rights-city") | ~Q(act=""),
                name="commitment_human_rights_city_names_the_act",
                violation_error_message=_("Name the act by which it was declared."),
            ),
        ]

    def __str__(self):
        return self.title
