"""Finds indicators and the values that count."""

from django.db import models

from .visibility import Visibility, visible_to


class IndicatorQuerySet(models.QuerySet):
    """Indicators."""

    def visible_to(self, user):
        """Those the person may see."""
        return self.filter(visible_to(user))

    def published(self):
        """Those that anyone may see."""
        return self.filter(visibility=Visibility.PUBLIC)

    def open(self):
        """Those for which values are still collected."""
        return self.filter(closed_on__isnull=True)

    def due(self, today):
        """Open ones of which a value, or a word on why there is none, should be there by now."""
        return self.open().filter(next_due_on__lte=today)

    def narrowed(self, today, *, state="", kind="", right="", text=""):
        """Those that a person asked for; empty values ask for nothing."""
        rows = self
        if state == "due":
            rows = rows.due(today)
        elif state == "closed":
            rows = rows.filter(closed_on__isnull=False)
        elif state == "none":
            rows = rows.with_newest_reason().filter(newest_reason__isnull=True)
        elif state == "missing":
            rows = rows.with_newest_reason().exclude(newest_reason="").filter(newest_reason__isnull=False)
        named = {"kind": kind, "right": right, "name__icontains": text}
        return rows.filter(**{field: value for field, value in named.items() if value})

    def with_newest_reason(self):
        """Each with `newest_reason`: why its newest value is missing; empty with a value, None without any."""
        values = self.model.values.rel.related_model.objects.current().filter(indicator=models.OuterRef("pk"))
        return self.annotate(newest_reason=models.Subquery(values.order_by("-ends_on").values("reason")[:1]))

    def for_listing(self):
        """With government, right and attribute, and the values."""
        return self.select_related("local_government__state", "right", "attribute").prefetch_related("values")


class IndicatorValueQuerySet(models.QuerySet):
    """Values of indicators."""

    def current(self):
        """Those that count: not corrected and not taken back."""
        return self.filter(superseded_at__isnull=True)

    def with_a_value(self):
        """Those that hold one, and not the reason why there is none."""
        return self.filter(reason="")
