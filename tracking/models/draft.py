"""What somebody typed into a form and has not saved yet: theirs alone, until they save or throw it away."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormDraftQuerySet(models.QuerySet):
    """Drafts of forms."""

    def keep(self, user, form, data, *, now):
        """Keep what `user` typed into the form named `form` (its address); a newer draft takes the older's place."""
        return self.update_or_create(user=user, form=form, defaults={"data": data, "saved_at": now})[0]


class FormDraft(models.Model):
    """The fields of one form as one person last typed them. `data` is {field name: [values]}, never files."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(_("form"), max_length=300)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(_("saved at"))

    objects = FormDraftQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="form_draft_once_per_person")]

    def __str__(self):
        return self.form
