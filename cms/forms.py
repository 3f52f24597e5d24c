"""The editors' form of a practice."""

from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.publication import missing_for_publication
from tracking.models import Group, ImplementationStep, State, Theme

# The buttons of the editor after which readers may see the page without anybody looking at the form again.
PUBLISHING_BUTTONS = ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action")


class ByCluster(ModelChoiceIterator):
    """Themes under the headings of their clusters."""

    def __iter__(self):
        for cluster, themes in groupby(self.queryset, key=lambda theme: theme.cluster):
            yield (str(cluster or _("Other themes")), [self.choice(theme) for theme in themes])


class ThemesField(forms.ModelMultipleChoiceField):
    """Check boxes of today's themes, cluster by cluster."""

    iterator = ByCluster
    widget = forms.CheckboxSelectMultiple


class PracticePageForm(WagtailAdminPageForm):
    """Drafts may be incomplete; publishing, and handing in for review, asks for everything that readers need."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "themes" in self.fields:
            today = Theme.objects.filter(current=None).select_related("cluster").order_by("cluster__order", "name")
            field = self.fields["themes"]
            self.fields["themes"] = ThemesField(today, required=False, label=field.label, help_text=field.help_text)
        if "groups" in self.fields:
            self.fields["groups"].widget = forms.CheckboxSelectMultiple(choices=self.fields["groups"].choices)
            self.fields["groups"].queryset = Group.objects.filter(is_hidden_as_filter=False)
        for name in ("rights", "service_areas"):
            if name in self.fields:
                self.fields[name].widget = forms.CheckboxSelectMultiple(choices=self.fields[name].choices)
        if "country" in self.fields:
            states = [(state.iso3, str(state)) for state in State.objects.all()]
            self.fields["country"].widget = forms.Select(choices=[("", "---------"), *states])
        if "steps" in self.fields:
            self.offer_steps()

    def offer_steps(self):
        """Only published steps of the practice's own government can be linked."""
        own = ImplementationStep.objects.published().filter(local_government=self.instance.city_id)
        self.fields["steps"].queryset = own.order_by("title")
        self.fields["steps"].widget = forms.CheckboxSelectMultiple(choices=self.fields["steps"].choices)

    def _post_clean(self):
        super()._post_clean()
        if "action-publish" in self.data and self.instance.waits_for_check(self.parent_page):
            self.add_error(None, _("It has not passed the protection check yet. Hand it in for moderation instead."))
        if not any(button in self.data for button in PUBLISHING_BUTTONS):
            return
        missing = missing_for_publication(self.instance, source_count=self.source_count())
        if not missing:
            return
        self.add_error(None, _("This practice cannot be published yet. Below stands, field by field, what is missing."))
        for field, sentences in missing.items():
            self.add_error(field if field in self.fields else None, sentences)

    def source_count(self):
        """The number of sources as they stand in the form, without those that are taken out."""
        formset = self.formsets["evidence"]
        taken_out = formset.deleted_forms if formset.is_valid() else []
        kept = [form for form in formset.forms if form not in taken_out]
        return sum(1 for form in kept if form.has_changed() or form.instance.pk)
