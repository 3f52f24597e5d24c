"""What forms share whose words may become public: the warning, the second look, and who changed it meanwhile."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import personal_data
from ..models import Visibility

VISIBILITY_CHOICES = [
    (Visibility.INTERNAL, gettext_lazy("Internal: your government, and those who serve the State on the report")),
    (Visibility.PUBLIC, gettext_lazy("Public: everybody on the internet")),
    (Visibility.RESTRICTED, gettext_lazy("Restricted: only your government and the national coordinator")),
]
LONGEST_TEXT = 5000  # characters: two printed pages
NO_CASES = gettext_lazy("Do not write about individual cases.")


def visibility_field():
    """Who may see a row: three radio buttons, each with a plain sentence."""
    return forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=VISIBILITY_CHOICES,
        widget=forms.RadioSelect,
        initial=Visibility.INTERNAL,
    )


def date_field(label, **options):
    """A day that may be typed or picked."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **options)


def long_text(label, *, rows=3, **options):
    """A text of several lines that may stay empty.

    Its longest length is checked here alone: told of it, a browser would cut a longer text without a word.
    """
    attrs = {"rows": rows, **options.pop("attrs", {})}
    widget, limits = forms.Textarea(attrs=attrs), [MaxLengthValidator(LONGEST_TEXT)]
    return forms.CharField(label=label, required=False, widget=widget, validators=limits, **options)


class PublishingForm(forms.Form):
    """Asks for a second submit with a tick before something delicate becomes public.

    A form names its free texts in `public_texts`; `is_about_sensitive` says whether a second reader is needed.
    """

    public_texts = ()
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have checked: nobody can be recognised, and a second person has read it"),
        required=False,
    )

    asks_to_confirm = False
    findings = ()

    def is_about_sensitive(self):
        """Whether a sensitive recommendation is concerned."""
        return False

    def clean(self):
        """Ask for the tick where what becomes public may point to a person, or the topic is sensitive."""
        data = super().clean() or self.cleaned_data
        touched = {"visibility", *self.public_texts} & set(self.changed_data)
        if data.get("visibility") != Visibility.PUBLIC or not touched:
            return data
        self.findings = personal_data.find(*(data.get(name) for name in self.public_texts))
        self.asks_to_confirm = bool(self.findings) or self.is_about_sensitive()
        if self.asks_to_confirm and not data.get("confirmed"):
            self.add_error("confirmed", self._confirmation_error())
        return data

    def _confirmation_error(self):
        if self.findings:
            found = ", ".join(f"{finding.excerpt} ({finding.kind.label})" for finding in self.findings)
            return _("This would be public, and it may point to a person: %(found)s.") % {"found": found}
        return _("This would be public, and the topic is sensitive. Let a second person read it first.")


class VersionedForm(forms.Form):
    """Notices when somebody else saved the row while the form was open."""

    row = None  # the saved object, or a new one
    unversioned = ("confirmed",)

    @property
    def version(self):
        """The moment of the row's last change; empty for a new row."""
        return self.row.updated_at.isoformat() if self.row is not None and self.row.pk else ""

    @property
    def is_outdated(self):
        """Somebody saved the row after this form was opened."""
        return self.is_bound and self.data.get("version", "") != self.version

    def differences(self):
        """[(label, stored, typed)] of what stands differently in the form than in the row."""
        names = [name for name in self.changed_data if name not in self.unversioned]
        return [
            (
                self.fields[name].label,
                self.shown(name, self.get_initial_for_field(self.fields[name], name)),
                self.shown(name, self.cleaned_data.get(name)),
            )
            for name in names
        ]

    def shown(self, name, value):
        """A value as people read it."""
        if value in (None, "", False):
            return "–"
        if value is True:
            return _("yes")
        if hasattr(value, "year"):
            return date_format(value, "SHORT_DATE_FORMAT")
        if isinstance(value, (list, tuple)) or hasattr(value, "model"):
            return ", ".join(sorted(str(part) for part in value)) or "–"
        return str(dict(getattr(self.fields[name], "choices", [])).get(value, value))
