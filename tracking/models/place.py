"""Where things happen: States, their local and regional governments, and who does what for whom."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .person import check_time_zone


class State(models.Model):
    """A State, as reviewer and as State under review."""

    iso3 = models.CharField(_("ISO code, three letters"), max_length=3, unique=True)
    iso2 = models.CharField(_("ISO code, two letters"), max_length=2, unique=True)
    name = models.CharField(_("name in English"), max_length=100, unique=True)
    names = models.JSONField(_("names by language"), default=dict, blank=True)
    aliases = models.JSONField(_("other names met in documents"), default=list, blank=True)
    is_observer = models.BooleanField(_("observer State"), default=False)

    class Meta:
        verbose_name = _("State")
        verbose_name_plural = _("States")
        ordering = ["name"]

    def __str__(self):
        return self.names.get(get_language() or "en") or self.name


class LocalGovernmentQuerySet(models.QuerySet):
    """Local and regional governments."""

    def of_user(self, user):
        """The governments for which the person holds a role of their own."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(memberships__user=user).distinct()

    def visible_to(self, user):
        """The governments whose workspace the person may look into: their own, and all of a State they serve."""
        if not user.is_authenticated:
            return self.none()
        served = Membership.objects.filter(user=user)
        return self.filter(
            models.Q(pk__in=served.values("local_government")) | models.Q(state__in=served.values("state"))
        )


class LocalGovernment(models.Model):
    """A city, municipality, province or region that follows up recommendations to its State."""

    class Level(models.TextChoices):
        REGION = "region", _("region")
        PROVINCE = "province", _("province")
        CITY = "city", _("city")
        MUNICIPALITY = "municipality", _("municipality")

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="local_governments")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("short name in addresses"), max_length=80)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.CITY)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    language = models.CharField(_("working language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC", validators=[check_time_zone])
    role_mailbox = models.EmailField(_("role mailbox"), blank=True)

    objects = LocalGovernmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("local or regional government")
        verbose_name_plural = _("local and regional governments")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["state", "slug"], name="local_government_slug_unique_in_state"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="local_government_not_its_own_parent"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The government's public page."""
        return reverse("tracking:government-detail", args=[self.state.iso3, self.slug])


class Competence(models.Model):
    """What one government may do in one service area, and who can where it cannot."""

    class Kind(models.TextChoices):
        OWN = "own", _("own")
        DELEGATED = "delegated", _("delegated")
        SHARED = "shared", _("shared")
        NONE = "none", _("none")

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="competences")
    service_area = models.ForeignKey("tracking.ServiceArea", on_delete=models.PROTECT, related_name="competences")
    kind = models.CharField(_("competence"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        constraints = [
            models.UniqueConstraint(
                fields=["local_government", "service_area"], name="competence_unique_per_service_area"
            )
        ]

    def __str__(self):
        return f"{self.local_government}: {self.service_area} ({self.get_kind_display()})"


class Membership(models.Model):
    """One role of one person: for a local government, or for a State."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("officer")
        APPROVER = "approver", _("approver")
        VIEWER = "viewer", _("viewer")
        COORDINATOR = "coordinator", _("national coordinator")
        NATIONAL_VIEWER = "national-viewer", _("national viewer")

    LOCAL_ROLES = (Role.OFFICER, Role.APPROVER, Role.VIEWER)
    NATIONAL_ROLES = (Role.COORDINATOR, Role.NATIONAL_VIEWER)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    local_government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    state = models.ForeignKey(State, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    role__in=["officer", "approver", "viewer"],
                    local_government__isnull=False,
                    state__isnull=True,
                )
                | models.Q(
                    role__in=["coordinator", "national-viewer"],
                    local_government__isnull=True,
                    state__isnull=False,
                ),
                name="membership_role_fits_its_place",
                violation_error_message=_("Local roles belong to a government, national roles to a State."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "local_government"],
                condition=models.Q(local_government__isnull=False),
                name="membership_local_role_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "state"],
                condition=models.Q(state__isnull=False),
                name="membership_national_role_once",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.local_government or self.state}"
