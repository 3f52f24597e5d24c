"""The controlled words of the field: clusters, themes, groups of persons, SDG goals and targets, service areas."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Labelled(models.Model):
    """A word with labels by language code; English stands in where a language is missing."""

    labels = models.JSONField(_("labels by language"), default=dict)

    class Meta:
        abstract = True

    @property
    def label(self):
        """The label in the language of the page."""
        return self.labels.get(get_language() or "en") or self.labels.get("en", "")

    def __str__(self):
        return self.label


class Cluster(Labelled):
    """One of the eight issue clusters under which OHCHR's country pictures group themes."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["order"]


class Theme(Labelled):
    """A human rights theme as one cycle's documents name it; `current` is its name today."""

    vocabulary = models.CharField(_("vocabulary (cycle)"), max_length=10)
    code = models.CharField(_("code"), max_length=10, blank=True)
    name = models.CharField(_("label in the documents"), max_length=200)
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, null=True, blank=True, related_name="themes")
    is_sensitive = models.BooleanField(_("sensitive topic"), default=False)
    current = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="earlier")

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "name"], name="theme_name_unique_in_vocabulary"),
            models.CheckConstraint(condition=~models.Q(name=""), name="theme_name_not_empty"),
        ]

    @property
    def label(self):
        """The label in the language of the page; the documents' own English where there is none."""
        return self.labels.get(get_language() or "en") or self.name


class Group(Labelled):
    """A group of persons (rights-holders, mostly) that recommendations name."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    aliases = models.JSONField(_("spellings met in documents"), default=list, blank=True)
    is_sensitive = models.BooleanField(_("sensitive topic"), default=False)
    is_hidden_as_filter = models.BooleanField(_("not offered as a filter"), default=False)

    class Meta:
        verbose_name = _("group of persons")
        verbose_name_plural = _("groups of persons")
        ordering = ["code"]


class Goal(Labelled):
    """One of the 17 Sustainable Development Goals."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)

    class Meta:
        verbose_name = _("SDG goal")
        verbose_name_plural = _("SDG goals")
        ordering = ["number"]

    def __str__(self):
        return f"{self.number} {self.label}"


class Target(Labelled):
    """One of the 169 SDG targets, with a short label in our own words."""

    code = models.CharField(_("code"), max_length=5, unique=True)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="targets")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("SDG target")
        verbose_name_plural = _("SDG targets")
        ordering = ["goal__number", "order"]

    def __str__(self):
        return f"{self.code} {self.label}"


class ServiceArea(Labelled):
    """A field of local competence, with the themes it usually answers and the targets it serves."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    hints = models.JSONField(_("typical measures, by language"), default=dict, blank=True)
    is_mostly_national = models.BooleanField(_("mostly national"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    themes = models.ManyToManyField(Theme, blank=True, related_name="service_areas")
    targets = models.ManyToManyField(Target, blank=True, related_name="service_areas")

    class Meta:
        verbose_name = _("service area")
        verbose_name_plural = _("service areas")
        ordering = ["order"]

    @property
    def hint(self):
        """Typical measures in the language of the page."""
        return self.hints.get(get_language() or "en") or self.hints.get("en", "")
