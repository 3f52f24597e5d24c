"""Where things happen: States, their local and regional governments, and what each may do."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .event import Event
from .person import check_time_zone
from .place_query import LocalGovernmentQuerySet


class State(models.Model):
    """A State, as reviewer and as State under review."""

    iso3 = models.CharField(_("ISO code, three letters"), max_length=3, unique=True)
    iso2 = models.CharField(_("ISO code, two letters"), max_length=2, unique=True)
    name = models.CharField(_("name in English"), max_length=100, unique=True)
    names = models.JSONField(_("names by language"), default=dict, blank=True)
    aliases = models.JSONField(_("other names met in documents"), default=list, blank=True)
    is_observer = models.BooleanField(_("observer State"), default=False)
    working_days = models.CharField(
        _("working days"),
        max_length=7,
        default="12345",
        validators=[RegexValidator(r"^1?2?3?4?5?6?7?$")],
        help_text=_("1 is Monday, 7 is Sunday. Mails go out on these days."),
    )
    requires_second_factor = models.BooleanField(
        _("asks its people for a second factor"),
        default=False,
        help_text=_("Who works for the State or its governments then signs in with a code or a passkey too."),
    )

    class Meta:
        verbose_name = _("State")
        verbose_name_plural = _("States")
        ordering = ["name"]

    def __str__(self):
        return self.names.get(get_language() or "en") or self.name


class LocalGovernment(models.Model):
    """A city, municipality, province or region that follows up recommendations to its State."""

    class Level(models.TextChoices):
        REGION = "region", _("region")
        PROVINCE = "province", _("province")
        METROPOLITAN_AREA = "metropolitan-area", _("metropolitan area")
        CITY = "city", _("city")
        MUNICIPALITY = "municipality", _("municipality")
        DISTRICT = "district", _("district")
        VILLAGE = "village", _("village or settlement")
        OTHER = "other", _("other")

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="local_governments")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
        help_text=_("The region or province above it; levels may be skipped."),
    )
    is_collected_by_parent = models.BooleanField(
        _("the government above collects for it"),
        default=False,
        help_text=_("Its people may then work here too, for a municipality without an office of its own."),
    )
    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("short name in addresses"), max_length=80)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.CITY)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("year of the population"), null=True, blank=True)
    language = models.CharField(_("working language"), max_length=10, default="en")
    other_languages = models.CharField(_("other languages spoken"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC", validators=[check_time_zone])
    role_mailbox = models.EmailField(
        _("role mailbox"), blank=True, help_text=_("Shown to everybody. An office's address, not a person's.")
    )
    term_starts_on = models.DateField(_("the administration's term began"), null=True, blank=True)
    term_ends_on = models.DateField(_("the administration's term ends"), null=True, blank=True)

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
            models.CheckConstraint(
                condition=models.Q(is_collected_by_parent=False) | models.Q(parent__isnull=False),
                name="local_government_collected_by_a_parent",
                violation_error_message=_("Name the government above that collects for it."),
            ),
            models.CheckConstraint(
                condition=models.Q(term_starts_on__isnull=True)
                | models.Q(term_ends_on__isnull=True)
                | models.Q(term_ends_on__gt=models.F("term_starts_on")),
                name="local_government_term_ends_after_its_start",
                violation_error_message=_("The term ends before it began."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The government's public page."""
        return reverse("tracking:government-detail", args=[self.state.iso3, self.slug])

    @property
    def answering(self):
        """The pks of the governments whose people answer for it: itself, and the one that collects for it."""
        return [self.pk, *([self.parent_id] if self.is_collected_by_parent else [])]

    def around(self):
        """The pks of the governments around it, from the nearest outwards; it stops where it would go in a circle."""
        parents = dict(LocalGovernment.objects.filter(state=self.state_id).values_list("pk", "parent"))
        found, above = [], self.parent_id
        while above and above not in found:
            found.append(above)
            above = parents.get(above)
        return found

    def clean(self):
        """Raise ValidationError where it would lie inside itself, or in another State than what lies around it."""
        super().clean()
        if self.parent_id and self.parent.state_id != self.state_id:
            raise ValidationError(_("It cannot belong to a government of another State."))
        if self.pk and self.pk in self.around():
            words = {"parent": self.parent, "name": self.name}
            raise ValidationError(_("%(parent)s already lies inside %(name)s: it cannot lie around it too.") % words)

    # What an event may tell of a government: codes, numbers and dates. Of free texts it names the field alone.
    EVENT_FIELDS = ("level", "parent", "is_collected_by_parent", "population", "population_year", "language")
    EVENT_FIELDS += ("time_zone", "term_starts_on", "term_ends_on")
    EVENT_TEXTS = ("name", "other_languages", "role_mailbox")

    def _facts(self):
        values = {name: getattr(self, self._meta.get_field(name).attname) for name in self.EVENT_FIELDS}
        codes = {name: value if isinstance(value, int) else str(value or "") for name, value in values.items()}
        return {name: value for name, value in codes.items() if value not in ("", False)}

    @transaction.atomic
    def save_facts(self, *, by, now):
        """Save what a person wrote about the government; saving the same again leaves no event.

        Raises ValidationError where it would lie inside itself: somebody may have moved another one meanwhile.
        """
        State.objects.select_for_update(no_key=True).get(pk=self.state_id)
        stored = LocalGovernment.objects.filter(pk=self.pk).first()
        self.clean()
        self.save()
        before, after = stored._facts() if stored else {}, self._facts()
        changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        texts = [name for name in self.EVENT_TEXTS if stored and getattr(stored, name) != getattr(self, name)]
        if stored and not changed and not texts:
            return
        Event.objects.record(
            Event.Verb.CHANGED if stored else Event.Verb.ADDED,
            self,
            by=by,
            now=now,
            local_government=self,
            before={name: before[name] for name in changed if name in before},
            after={name: after[name] for name in changed if name in after} | ({"texts": texts} if texts else {}),
        )


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
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    limits = models.CharField(_("what you cannot do"), max_length=300, blank=True)
    who_can = models.CharField(_("who can act"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        constraints = [
            models.UniqueConstraint(
                fields=["local_government", "service_area"], name="competence_unique_per_service_area"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="none") | ~models.Q(who_can=""),
                name="competence_none_says_who_can",
                violation_error_message=_("Say who can act on it."),
            ),
        ]

    def __str__(self):
        return f"{self.local_government}: {self.service_area} ({self.get_kind_display()})"

    @transaction.atomic
    def save_work(self, *, by, now):
        """Save what the government may do in the area; saving the same again leaves no event."""
        stored = Competence.objects.filter(pk=self.pk).first()
        names = ("kind", "legal_basis", "limits", "who_can")
        if stored and all(getattr(stored, name) == getattr(self, name) for name in names):
            return
        self.save()
        area = {"service_area": self.service_area_id}
        Event.objects.record(
            Event.Verb.CHANGED if stored else Event.Verb.ADDED,
            self,
            by=by,
            now=now,
            local_government=self.local_government,
            before={**area, "kind": stored.kind} if stored else {},
            after={**area, "kind": self.kind},
        )

    @transaction.atomic
    def remove(self, *, by, now):
        """Say nothing about the area any more."""
        before = {"service_area": self.service_area_id, "kind": self.kind}
        government = self.local_government
        Event.objects.record(Event.Verb.REMOVED, self, by=by, now=now, local_government=government, before=before)
        self.delete()
