"""What an entry of the register says in other languages: beside the original, and in its place for who reads them."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .survey_texts import Said


def fingerprint(text):
    """What tells whether a text is still the one that was translated."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Translated(models.Model):
    """Texts in one language, `TRANSLATED` by editors into others; without a translation the original stands in.

    A translation holds as long as the original says the same: {"es": {"note": {"text": ..., "of": fingerprint}}}.
    """

    TRANSLATED = ()
    LISTED = ("title",)  # those of them that stand in a list

    language = models.CharField(
        _("language"), max_length=10, default="en", help_text=_("Code of the language the texts are written in: en.")
    )
    translations = models.JSONField(_("translations"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def told(self, name):
        """The text of a field as a reader of the page's language gets it, as Said."""
        original, wanted = getattr(self, name), get_language() or settings.LANGUAGE_CODE
        if wanted == self.language or not original:
            return Said(original)
        if self.is_translated(name, wanted):
            return Said(self.translations[wanted][name]["text"])
        return Said(original, self.language)

    @property
    def texts_for_lists(self):
        """What a list shows of it, as Said."""
        return [self.told(name) for name in self.LISTED]

    def is_translated(self, name, language):
        """Whether there is a translation of the field as it stands."""
        kept = self.translations.get(language, {}).get(name)
        return bool(kept) and kept["of"] == fingerprint(getattr(self, name))

    def translate(self, language, texts, *, fits=False):
        """Keep {field: text} as the translations into a language; an empty text takes one away.

        A text that did not change belongs to the original that it was made from, unless it `fits` that of today.
        """
        before, kept = self.translations.get(language, {}), {}
        for name, text in texts.items():
            original = getattr(self, name)
            if not text or not original:
                continue
            is_old = before.get(name, {}).get("text") == text and not fits
            kept[name] = {"text": text, "of": before[name]["of"] if is_old else fingerprint(original)}
        rest = {code: texts for code, texts in self.translations.items() if code != language}
        self.translations = rest | ({language: kept} if kept else {})

    def texts_in_other_languages(self):
        """Every text of every translation."""
        return [kept["text"] for texts in self.translations.values() for kept in texts.values()]
