"""How editors translate an entry of the register: a tab a language, each text below its original."""

from django import forms
from django.conf import settings
from django.db import models
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList

LONGEST = 100_000  # characters; nothing typed by hand is longer


def field_name(name, code):
    """The name of the form's field for a model's field in a language."""
    return f"{name}__{code}"


def fits_name(code):
    """The name of the tick that says that the texts of a language still fit."""
    return f"fits__{code}"


class TranslationsForm(WagtailAdminModelForm):
    """Keeps what is typed in the tabs of the languages; with the originals as help, and a word on what is outdated."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, name in self.translated():
            field = self.fields[field_name(name, code)]
            original = getattr(self.instance, name)
            kept = self.instance.translations.get(code, {}).get(name)
            self.initial[field_name(name, code)] = kept["text"] if kept else ""
            is_outdated = kept and not self.instance.is_translated(name, code)
            field.help_text = original_words(original, is_outdated)

    def translated(self):
        """(language, name of the model's field) of every text that the form offers for translation."""
        names = getattr(self._meta.model, "TRANSLATED", ())
        pairs = ((code, name) for code, _label in settings.LANGUAGES for name in names)
        return [(code, name) for code, name in pairs if field_name(name, code) in self.fields]

    def _post_clean(self):
        super()._post_clean()
        typed = {}
        for code, name in self.translated():
            typed.setdefault(code, {})[name] = self.cleaned_data.get(field_name(name, code), "")
        for code, texts in typed.items():
            if code != self.instance.language:
                self.instance.translate(code, texts, fits=self.cleaned_data.get(fits_name(code), False))


def original_words(original, is_outdated):
    """The original as help beside its translation, and whether it has changed since."""
    if not original:
        return _("The original is empty.")
    words = format_html("{}: {}", _("Original"), original)
    if not is_outdated:
        return words
    changed = _(
        "The original has changed since. Until you change this text, or tick that it fits, readers get the original."
    )
    return format_html("<strong>{}</strong> {}", changed, words)


def with_translations(form_class, model):
    """The form class for a model with a field for each text and language of the site."""
    fields = {}
    for code, _name in settings.LANGUAGES:
        for name in model.TRANSLATED:
            field = model._meta.get_field(name)
            widget = forms.Textarea if isinstance(field, models.TextField) else forms.TextInput
            fields[field_name(name, code)] = forms.CharField(
                label=capfirst(field.verbose_name),
                required=False,
                max_length=field.max_length or LONGEST,
                widget=widget({"lang": code, "dir": "auto"}),
            )
        fields[fits_name(code)] = forms.BooleanField(
            label=gettext_lazy("These texts fit the originals as they stand now"), required=False
        )
    return type(form_class.__name__, (form_class,), fields)


class LanguageTab(ObjectList):
    """The texts in one language; there is none for the language in which the entry is written."""

    def __init__(self, *args, language="", **kwargs):
        super().__init__(*args, **kwargs)
        self.language = language

    def clone_kwargs(self):
        """What a copy of it needs."""
        return super().clone_kwargs() | {"language": self.language}

    class BoundPanel(ObjectList.BoundPanel):
        """The tab for one entry."""

        def is_shown(self):
            """Whether the entry is written in another language."""
            return self.instance.language != self.panel.language and super().is_shown()


def language_tabs(model):
    """A tab for every language of the site."""
    return [
        LanguageTab(
            [*(FieldPanel(field_name(name, code)) for name in model.TRANSLATED), FieldPanel(fits_name(code))],
            heading=capfirst(get_language_info(code)["name_local"]),
            language=code,
        )
        for code, _name in settings.LANGUAGES
    ]
