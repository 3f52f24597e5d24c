"""The editors' forms of the register: words by language, tags as check boxes."""

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.forms import ThemesField
from cms.models.register_vocabulary import RegisterWord
from tracking.documents.text import clean, without_turns
from tracking.models import Group, Theme

from .protecting import CheckedForm, check_fields
from .translating import TranslationsForm, with_translations


class LabelsForm(WagtailAdminModelForm):
    """A word or question: one text a language in place of what the database keeps as one field."""

    # Model field -> (the name that the fields of the form begin with, their label, the widget)
    TEXTS = {"labels": ("label", _("In %(language)s"), forms.TextInput)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field, (prefix, _label, _widget) in self.TEXTS.items():
            for code, text in (getattr(self.instance, field) or {}).items():
                if f"{prefix}_{code}" in self.fields:
                    self.initial[f"{prefix}_{code}"] = text

    def _post_clean(self):
        for field, (prefix, _label, _widget) in self.TEXTS.items():
            kept = {
                code: text
                for code, text in (getattr(self.instance, field) or {}).items()
                if f"{prefix}_{code}" not in self.fields
            }
            typed = {code: self.cleaned_data.get(f"{prefix}_{code}") for code, _name in settings.LANGUAGES}
            setattr(self.instance, field, kept | {code: text for code, text in typed.items() if text})
        super()._post_clean()


def with_languages(form_class):
    """The form class with a field for each text and language of the site; English is needed."""
    fields = {}
    for prefix, label, widget in form_class.TEXTS.values():
        for code, name in settings.LANGUAGES:
            fields[f"{prefix}_{code}"] = forms.CharField(
                label=label % {"language": name}, required=code == "en", widget=widget, max_length=1000
            )
    return type(form_class.__name__, (form_class,), fields)


class QuestionTextsForm(LabelsForm):
    """A question and its short heading."""

    TEXTS = {
        "labels": ("label", _("Question in %(language)s"), forms.Textarea),
        "headings": ("heading", _("Short heading in %(language)s"), forms.TextInput),
    }


WordForm = with_languages(LabelsForm)
QuestionForm = with_languages(QuestionTextsForm)


def text_fields(form_class):
    """The names of the fields that `with_languages` made, in their order."""
    return [name for name in form_class.declared_fields if name.startswith(("label_", "heading_"))]


class EntryForm(CheckedForm, TranslationsForm):
    """An entry: tags as check boxes, of which only those in use are offered; the language out of the site's."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelMultipleChoiceField):
                self.fields[name] = self.boxes(name, field)
        if "language" in self.fields:
            codes = dict(settings.LANGUAGES) | {self.instance.language: self.instance.language}
            names = [(code, dict(settings.LANGUAGES).get(code, code)) for code in codes]
            self.fields["language"].widget = forms.Select(choices=names)

    def clean(self):
        """Texts without control characters and without signs that turn the direction of writing."""
        data = super().clean() or self.cleaned_data
        return {name: without_turns(clean(value)) if isinstance(value, str) else value for name, value in data.items()}

    def boxes(self, name, field):
        """Check boxes for the choices of a field."""
        if field.queryset.model is Theme:
            today = Theme.objects.filter(current=None).select_related("cluster").order_by("cluster__order", "name")
            return ThemesField(today, required=False, label=field.label, help_text=field.help_text)
        if field.queryset.model is Group:
            field.queryset = Group.objects.filter(is_hidden_as_filter=False)
        elif issubclass(field.queryset.model, RegisterWord):
            chosen = [word.pk for word in getattr(self.instance, name).all()]
            field.queryset = field.queryset.filter(Q(is_offered=True) | Q(pk__in=chosen))
        if field.queryset.model._meta.model_name != "state":
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
        return field


def entry_form(model, *checks):
    """The form of a model's entries: its texts in every language, and the ticks of `checks` before it is public."""
    fields = {name: field for name, field in check_fields().items() if name in checks}
    return with_translations(type("EntryForm", (EntryForm,), fields), model)
