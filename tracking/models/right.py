"""The human rights that indicators and steps serve, and the attributes a right is made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .vocabulary import Labelled


class Right(Labelled):
    """One human right, as wide as one set of indicators covers."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("human right")
        verbose_name_plural = _("human rights")
        ordering = ["order"]


class Attribute(Labelled):
    """One of the few parts into which a right is taken apart, so that each can be measured."""

    right = models.ForeignKey(Right, on_delete=models.PROTECT, related_name="attributes", verbose_name=_("right"))
    code = models.SlugField(_("code"), max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("attribute of a right")
        verbose_name_plural = _("attributes of rights")
        ordering = ["right__order", "order"]
