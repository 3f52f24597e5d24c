"""Texts that editors write in every language of the site, side by side on one form."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.db import models
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True)
class Said:
    """A text as a reader gets it; `language` is empty where it is the reader's own, else that of the text."""

    text: str
    language: str = ""

    def __str__(self):
        return self.text

    @property
    def html(self):
        """The text for a page, marked with its language where it is not that of the page."""
        if not self.language:
            return format_html("{}", self.text)
        direction = "rtl" if get_language_info(self.language)["bidi"] else "ltr"
        return format_html('<span lang="{}" dir="{}">{}</span>', self.language, direction, self.text)

    @property
    def paragraphs(self):
        """A long text for a page, with its line breaks."""
        text = mark_safe(linebreaks(self.text, autoescape=True)) if self.text else ""
        if not self.language or not self.text:
            return text
        direction = "rtl" if get_language_info(self.language)["bidi"] else "ltr"
        return format_html('<div lang="{}" dir="{}">{}</div>', self.language, direction, text)

    def __bool__(self):
        return bool(self.text)


def said(texts, language=None):
    """The text in the language (else that of the page), or else in the one that stands in for it, as Said."""
    wanted = language or get_language() or settings.LANGUAGE_CODE
    for code in (wanted, FALLBACK_LANGUAGE, settings.LANGUAGE_CODE, *texts):
        if texts.get(code):
            return Said(texts[code], "" if code == wanted else code)
    return Said("")


class TextsWidget(forms.MultiWidget):
    """One control a language, each with the name of its language."""

    template_name = "cms/widgets/texts.html"

    def __init__(self, languages, is_long=False, attrs=None):
        self.languages = languages
        kind = forms.Textarea if is_long else forms.TextInput
        widgets = {code: kind({"lang": code, "dir": "auto", **({"rows": 3} if is_long else {})}) for code in languages}
        super().__init__(widgets, attrs)

    def decompress(self, value):
        """The stored texts in the order of the controls."""
        return [(value or {}).get(code, "") for code in self.languages]

    def get_context(self, name, value, attrs):
        """The controls, each with the name of its language in that language."""
        context = super().get_context(name, value, attrs)
        for code, control in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            control["language_name"] = get_language_info(code)["name_local"]
        return context


class TextsFormField(forms.MultiValueField):
    """{language: text} without empty texts; one text is enough where a text is needed at all."""

    def __init__(self, *, is_long=False, **options):
        codes = [code for code, _name in settings.LANGUAGES]
        fields = [forms.CharField(required=False) for _code in codes]
        self.codes = codes
        for name in ("encoder", "decoder", "max_length"):
            options.pop(name, None)
        widget = TextsWidget(codes, is_long=is_long)
        super().__init__(fields, **{**options, "widget": widget, "require_all_fields": False})

    def compress(self, values):
        """The texts by language."""
        return {code: text for code, text in zip(self.codes, values, strict=False) if text}


class TextsField(models.JSONField):
    """{language: text} of a model; `is_long` gives each text several lines."""

    def __init__(self, *args, is_long=False, **options):
        self.is_long = is_long
        super().__init__(*args, **{"default": dict, **options})

    def deconstruct(self):
        """What a migration needs to make the field again."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, **({"is_long": True} if self.is_long else {})}

    def formfield(self, **options):
        """A form field with one control a language."""
        return models.Field.formfield(
            self, **{**options, "form_class": TextsFormField, "is_long": self.is_long, "widget": None}
        )


NEEDS_A_TEXT = _("Write it in one language at least.")
