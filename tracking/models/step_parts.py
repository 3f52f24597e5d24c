"""What stands in rows of its own under a step: progress notes, partners, challenges, outputs, people reached."""

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .event import Event
from .followup import STALE_AFTER_MONTHS, Status
from .step import ImplementationStep


class ProgressNote(models.Model):
    """What happened until a day, in a sentence or two. Notes are added; they do not change."""

    step = models.ForeignKey(ImplementationStep, on_delete=models.CASCADE, related_name="progress_notes")
    date = models.DateField(_("date"))
    text = models.TextField(_("what happened"))
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("progress note")
        verbose_name_plural = _("progress notes")
        ordering = ["-date", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="progress_note_says_something")]

    def __str__(self):
        return f"{self.step}, {self.date}"

    @transaction.atomic
    def add(self, *, by, now):
        """Save the note; the step counts as updated, and so does what is ongoing because of it."""
        self.added_by, self.added_at = by, now
        self.save()
        self.step.updated_at, self.step.updated_by = now, by
        self.step.save(update_fields=["updated_at", "updated_by"])
        self._refresh_ongoing(by=by, now=now)
        Event.objects.record(
            Event.Verb.NOTED,
            self.step,
            by=by,
            now=now,
            local_government=self.step.local_government,
            on_behalf_of=self.on_behalf_of,
            after={"date": str(self.date)},
        )

    def _refresh_ongoing(self, *, by, now):
        """What goes on without an end is no longer stale, unless the note tells of long ago."""
        if self.date >= timezone.localdate(now) - relativedelta(months=STALE_AFTER_MONTHS):
            ongoing = self.step.follow_ups.filter(status=Status.ONGOING, updated_at__lt=now)
            ongoing.update(updated_at=now, updated_by=by)


class StepPartner(models.Model):
    """A body that takes part in a step, and how."""

    class Kind(models.TextChoices):
        CIVIL_SOCIETY = "civil-society", _("civil society organisation")
        ACADEMIA = "academia", _("university, research")
        RIGHTS_INSTITUTION = "rights-institution", _("human rights institution, ombudsperson")
        UNITED_NATIONS = "united-nations", _("United Nations")
        GOVERNMENT = "government", _("another government or authority")
        JUDICIARY = "judiciary", _("judiciary")
        BUSINESS = "business", _("business")
        TRADITIONAL = "traditional", _("traditional or religious authority")
        OTHER = "other", _("other")

    step = models.ForeignKey(ImplementationStep, on_delete=models.CASCADE, related_name="partners")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name of the body"), max_length=200)
    part = models.CharField(_("what it does"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="step_partner_has_a_name"),
            models.UniqueConstraint(fields=["step", "name"], name="step_partner_once"),
        ]

    def __str__(self):
        return self.name


class StepChallenge(models.Model):
    """What stood in the way of a step, and how it was overcome."""

    class Kind(models.TextChoices):
        FUNDS = "funds", _("funds")
        KNOWLEDGE = "knowledge", _("knowledge")
        STAFF = "staff", _("staff")
        DATA = "data", _("data")
        COMPETENCE = "competence", _("competence")
        COORDINATION = "coordination", _("coordination")
        POLITICAL_WILL = "political-will", _("political will")
        SECURITY = "security", _("security")
        OTHER = "other", _("other")

    step = models.ForeignKey(ImplementationStep, on_delete=models.CASCADE, related_name="challenges")
    kind = models.CharField(_("challenge"), max_length=20, choices=Kind.choices)
    explanation = models.TextField(_("what it is"), blank=True)
    overcome = models.TextField(_("how it was overcome"), blank=True)

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["step", "kind"], name="step_challenge_once_a_kind")]

    def __str__(self):
        return self.get_kind_display()


class StepOutput(models.Model):
    """Something countable that a step made: 12 courses, 2 shelters, 1 by-law."""

    step = models.ForeignKey(ImplementationStep, on_delete=models.CASCADE, related_name="outputs")
    label = models.CharField(_("what was made"), max_length=200)
    number = models.DecimalField(_("number"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="step_output_has_a_label"),
            models.CheckConstraint(condition=Q(number__gte=0), name="step_output_not_negative"),
        ]

    def __str__(self):
        return f"{self.label}: {self.number.normalize():f} {self.unit}".strip()


class PeopleReached(models.Model):
    """How many a step reached: a total, or one category of a breakdown such as sex or age."""

    class Unit(models.TextChoices):
        PERSONS = "persons", _("persons")
        HOUSEHOLDS = "households", _("households")
        ORGANISATIONS = "organisations", _("organisations")

    class Dimension(models.TextChoices):
        SEX = "sex", _("sex")
        AGE = "age", _("age")
        DISABILITY = "disability", _("disability")
        DISTRICT = "district", _("district")
        INCOME = "income", _("income")
        ETHNICITY = "ethnicity", _("ethnicity, by self-identification")
        MIGRATION = "migration", _("migratory status")
        ROLE = "role", _("role")
        OTHER = "other", _("other")

    step = models.ForeignKey(ImplementationStep, on_delete=models.CASCADE, related_name="people_reached")
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices, default=Unit.PERSONS)
    number = models.PositiveIntegerField(_("number"))
    is_approximate = models.BooleanField(_("approximate"), default=False)
    dimension = models.CharField(_("broken down by"), max_length=20, choices=Dimension.choices, blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("people reached")
        verbose_name_plural = _("people reached")
        ordering = ["unit", "dimension", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "unit", "dimension", "category"], name="people_reached_once_a_category"
            ),
            models.CheckConstraint(
                condition=Q(dimension="", category="") | (~Q(dimension="") & ~Q(category="")),
                name="people_reached_category_with_its_dimension",
                violation_error_message=_("Name both: by what it is broken down, and the category."),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.get_unit_display()} {self.category}".strip()
