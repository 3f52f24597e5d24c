"""What forms share whose words may become public: the warning, the second look, and who changed it meanwhile."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import personal_data, second_reading
from ..models import Visibility
from .texts import OneLineForm, check_year

VISIBILITY_CHOICES = [
    (Visibility.INTERNAL, gettext_lazy("Internal: your government, and those who serve the State on the report")),
    (Visibility.PUBLIC, gettext_lazy("Public: everybody on the internet")),
    (Visibility.RESTRICTED, gettext_lazy("Restricted: only your government and the national coordinator")),
]
LONGEST_TEXT = 5000  # characters: two printed pages
NO_CASES = gettext_lazy("Do not write about individual cases.")


def visibility_field(**options):
    """Who may see a row: three radio buttons, each with a plain sentence."""
    return forms.ChoiceField(
        **options,
        label=gettext_lazy("Who may see it"),
        choices=VISIBILITY_CHOICES,
        widget=forms.RadioSelect,
        initial=Visibility.INTERNAL,
    )


def date_field(label, **options):
    """A day that may be typed or picked, from 1990 to 2100 where `validators` say nothing else."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        **{"label": label, "required": False, "widget": widget, "validators": [check_year], **options}
    )


def long_text(label, *, rows=3, **options):
    """A text of several lines that may stay empty; without a hint of its own it says that cases do not belong here.

    Its longest length is checked here alone: told of it, a browser would cut a longer text without a word.
    """
    options.setdefault("help_text", NO_CASES)
    attrs = {"rows": rows, **options.pop("attrs", {})}
    widget, limits = forms.Textarea(attrs=attrs), [MaxLengthValidator(LONGEST_TEXT)]
    return forms.CharField(label=label, required=False, widget=widget, validators=limits, **options)


def behalf_field():
    """The role or department that answered by phone or on paper, while somebody else types it in."""
    return forms.CharField(
        label=gettext_lazy("Entered on behalf of"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A role or department, such as “social services, by phone”. Only your people see it."),
    )


class PublishingForm(OneLineForm):
    """Takes care of what becomes public: asks for a tick where something points to a person, else for a second reader.

    A form names its free texts in `public_texts`, and in `public_choices` what else decides whether the topic is
    sensitive. Whoever saves it does two things, in one transaction:

        form.save(...)                            # `cleaned_data["visibility"]` is what may be stored now
        form.settle(row, by=user, now=now)        # after everything that hangs on the row is saved too

    On a sensitive topic the row keeps to its own people, and `settle` asks the second reader (second_reading.py);
    `outcome` then says so in a sentence. views/saving.py tells it with "Saved.".
    """

    public_texts = ()
    public_choices = ()
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have checked: nobody can be recognised"),
        required=False,
    )

    asks_to_confirm = False
    findings = ()
    wanted = None  # the visibility that the person chose
    reading = None  # the second reading that `settle` asked
    _words_before = None  # fingerprint of what somebody else has read

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._tell_of_second_reader()

    @property
    def published_row(self):
        """The row whose visibility the form sets."""
        return getattr(self, "instance", None) or self.row

    def _tell_of_second_reader(self):
        """Say at the choice what becomes of it on a sensitive topic; a row that waits shows what was wished for it."""
        row, sentence = self.published_row, ""
        waiting = second_reading.open_reading(row)
        if waiting:
            self.initial["visibility"] = Visibility.PUBLIC
            sentence = _("It waits for a second reader; until then only your own people see it.")
        elif row.is_on_sensitive_topic and row.is_public:
            sentence = _(
                "The topic is sensitive: if you change a text, it is taken back from the public "
                "until a second person has read it."
            )
        elif row.is_on_sensitive_topic:
            sentence = _("The topic is sensitive: “Public” comes true once a second person has read it.")
        field = self.fields["visibility"]
        field.help_text = " ".join(str(part) for part in (field.help_text, sentence) if part)

    def is_about_sensitive(self):
        """Whether what the form says is on a sensitive topic."""
        return self.published_row.is_on_sensitive_topic

    def clean(self):
        """Ask for the tick where what becomes public may point to a person; hold back what a second person must read.

        What is public and stays as it was is not asked about again.
        """
        data = super().clean() or self.cleaned_data
        row, self.wanted = self.published_row, data.get("visibility")
        was_public = bool(row.pk) and row.is_public
        self._words_before = second_reading.words_read(row)
        touched = {*self.public_texts, *self.public_choices} & set(self.changed_data)
        if self.wanted != Visibility.PUBLIC or (was_public and not touched):
            return data
        self.findings = personal_data.find(*(data.get(name) for name in self.public_texts))
        self.asks_to_confirm = bool(self.findings)
        if self.asks_to_confirm and not data.get("confirmed"):
            self.add_error("confirmed", self._confirmation_error())
        if self.is_about_sensitive():
            data["visibility"] = Visibility.INTERNAL if was_public else row.visibility
        return data

    def _confirmation_error(self):
        found = ", ".join(f"{finding.excerpt} ({finding.kind.label})" for finding in self.findings)
        return _("This would be public, and it may point to a person: %(found)s.") % {"found": found}

    def settle(self, row, *, by, now):
        """Call it once the row and what hangs on it are saved: ask the second reader, or ask no longer.

        Returns the SecondReading that the row waits for, or None.
        """
        if self.wanted == Visibility.PUBLIC and self.cleaned_data["visibility"] != Visibility.PUBLIC:
            self.reading = second_reading.ask(row, by=by, now=now)
        elif self.wanted == Visibility.PUBLIC:
            row.publish(by=by, now=now)
            self.reading = second_reading.ask_where_needed(row, fingerprint=self._words_before, by=by, now=now)
        if not self.reading:
            second_reading.withdraw(row, by=by, now=now)
        return self.reading

    @property
    def outcome(self):
        """What a person must know after saving, in a sentence; empty where all is as they chose."""
        if not self.reading:
            return ""
        return _("It is not public yet: the topic is sensitive, and a second person reads it first.")


class VersionedForm(OneLineForm):
    """Notices when somebody else saved the row while the form was open.

    `version` is the moment of the row's last change, and who may see it since; empty for a new row. It is that of the
    row as the form got it: what is typed goes into the same object later. A draft that is shown in the form brings the
    version upon which it was typed.
    """

    row = None  # the saved object, or a new one; a form that is no ModelForm sets it before it calls __init__
    unversioned = ("confirmed",)
    has_shown_conflicts = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = getattr(self, "instance", None) or self.row
        is_stored = row is not None and bool(row.pk)
        self.version = self.version_of(row) if is_stored else ""

    def version_of(self, row):
        """What tells a saved row from what it was before somebody saved it."""
        return f"{row.updated_at.isoformat()} {row.visibility}"

    @property
    def is_outdated(self):
        """Somebody saved the row after this form was opened."""
        return self.is_bound and self.data.get("version", "") != self.version

    @property
    def version_to_show(self):
        """What the page sends back with the next save: the row's version only once the person has seen what is in it.

        A form that comes back with a mistake goes on from the version upon which it was typed.
        """
        if self.is_bound and not self.has_shown_conflicts:
            return self.data.get("version", "")
        return self.version

    def conflicts(self):
        """The differences where somebody else saved the row meanwhile, else []; whoever asks shows them.

        Call it on a valid form. From then on the form's page is held against the row as it stands.
        """
        found = self.differences() if self.is_outdated else []
        self.has_shown_conflicts = bool(found)
        return found

    def differences(self):
        """[(label, stored, typed)] of what stands differently in the form than in the row."""
        names = [name for name in self.changed_data if name not in self.unversioned]
        return [
            (
                self.fields[name].label,
                self.shown(name, self.get_initial_for_field(self.fields[name], name)),
                self.shown(name, self.wanted if name == "visibility" else self.cleaned_data.get(name)),
            )
            for name in names
        ]

    def shown(self, name, value):
        """A value as people read it."""
        if value is None or value is False or value == "":  # a zero says something
            return "–"
        if value is True:
            return _("yes")
        if hasattr(value, "year"):
            return date_format(value, "SHORT_DATE_FORMAT")
        if isinstance(value, (list, tuple)) or hasattr(value, "model"):
            return ", ".join(sorted(str(part) for part in value)) or "–"
        return str(dict(getattr(self.fields[name], "choices", [])).get(value, value))
