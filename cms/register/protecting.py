"""The protection check of the register: what must be so before everybody may read an entry.

The words of an entry may point to a person: then somebody ticks that nobody can be recognised. A sensitive topic is
read by a second person: whoever publishes it did not write the draft.
"""

import copy

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import PUBLISHING_BUTTONS
from cms.models.practice_workflow import POINTS as POINTS_OF_PRACTICES
from cms.models.register_entry import RegisterEntry
from tracking import personal_data
from tracking.models import Visibility

# What the person who publishes ticks, all of it.
POINTS = {
    "checked_individuals": POINTS_OF_PRACTICES["individuals"],
    "checked_places": POINTS_OF_PRACTICES["places"],
    "checked_confidence": gettext_lazy("Nothing that was said in confidence about officials or bodies."),
}
CONFIRMED = "checked_findings"
NAMES = (*POINTS, CONFIRMED)
MOST_DRAFTS = 30  # that are looked at
# Texts beside those that can be translated.
ALSO_READ = ("author_body", "source_reference")


def check_fields():
    """The ticks of the form; they are never kept: each publishing of new words asks for them anew."""
    fields = {name: forms.BooleanField(label=label, required=False) for name, label in POINTS.items()}
    fields[CONFIRMED] = forms.BooleanField(
        label=gettext_lazy("I have checked: nobody can be recognised"),
        required=False,
        help_text=gettext_lazy("Only where the form says that something may point to a person."),
    )
    return fields


def public_texts(entry):
    """Everything that people wrote on an entry, as {name: text}, translations and its own lists included."""
    names = [name for name in (*entry.TRANSLATED, *ALSO_READ) if hasattr(entry, name)]
    texts = {name: getattr(entry, name) for name in names}
    for code, kept in entry.translations.items():
        texts |= {f"{name} {code}": text["text"] for name, text in kept.items()}
    for relation, field in (("places", "name"), ("future_engagements", "topic")):
        if hasattr(entry, relation):
            texts[relation] = "\n".join(sorted(getattr(row, field) for row in getattr(entry, relation).all()))
    return texts


def findings(entry):
    """What in the texts of an entry may point to a person, as words; "" where nothing does."""
    found = personal_data.find(*public_texts(entry).values())
    return ", ".join(f"{finding.excerpt} ({finding.kind.label})" for finding in found)


def words_of(entry):
    """The words of the texts: what a second person must have read, whatever the ends of its lines."""
    return {name: text.split() for name, text in public_texts(entry).items()}


def is_read_by_second(entry, person):
    """Whether somebody else than the person wrote the words of the newest draft, and they stand as they were.

    The form saves drafts by itself while somebody looks at it: the author is who saved these words first.
    """
    words, author = words_of(entry), None
    for draft in entry.revisions.order_by("-created_at", "-pk")[:MOST_DRAFTS] if entry.pk else ():
        if words_of(draft.as_object()) != words:
            break
        author = draft.user_id
    return author not in (None, person.pk)


def topics_of(entry):
    """The words that make the entry a sensitive topic, as one text; "" where none does."""
    return ", ".join(dict.fromkeys(str(word) for word in entry.sensitive_words))


class CheckedForm(forms.Form):
    """A mixin: publishing new words for everybody asks for the ticks, and on a sensitive topic for a second person."""

    is_checked = False

    def is_valid(self):
        """Whether it may be saved; where it would become public, after the protection check."""
        if not super().is_valid():
            return False
        if not self.is_checked:
            self.is_checked = True
            self.check_protection()
        return not self.errors

    @property
    def becomes_public(self):
        """Whether what is typed is shown to everybody by this saving."""
        if self.instance.visibility != Visibility.PUBLIC:
            return False
        is_draft_first = isinstance(self.instance, RegisterEntry)
        return not is_draft_first or any(button in self.data for button in PUBLISHING_BUTTONS)

    def check_protection(self):
        """Add an error for everything that is missing before these words become public."""
        if not self.becomes_public:
            return
        entry = self.typed()
        if not has_new_words(entry):
            return
        found = findings(entry)
        if found and not self.cleaned_data.get(CONFIRMED):
            words = _("This would be public, and it may point to a person: %(found)s.") % {"found": found}
            self.add_error(CONFIRMED, words)
        for name in POINTS:
            if name in self.fields and not self.cleaned_data.get(name):
                self.add_error(name, _("Tick it, or save a draft and ask somebody who can."))
        topics = topics_of(entry) if isinstance(entry, RegisterEntry) else ""
        if topics and not is_read_by_second(entry, self.for_user):
            sentence = _(
                "This touches a sensitive topic (%(words)s): a second person reads it. Save it as a draft; another "
                "editor publishes it without changing its texts."
            )
            self.add_error(None, sentence % {"words": topics})

    def typed(self):
        """The entry as it would be saved, with its lists and tags, apart from the one that the form holds."""
        if not isinstance(self.instance, RegisterEntry):
            return self.instance
        data = self.instance.serializable_data()
        entry = type(self.instance).from_serializable_data(data, check_fks=False)
        for name in ("themes", "groups", "situations"):
            if name in self.cleaned_data:
                setattr(entry, name, list(self.cleaned_data[name]))
        for relation, formset in self.formsets.items():
            taken_out = formset.deleted_forms
            kept = [
                form for form in formset.forms if form not in taken_out and (form.has_changed() or form.instance.pk)
            ]
            setattr(entry, relation, [copy.copy(form.instance) for form in kept])
        return entry


def has_new_words(entry):
    """Whether readers do not see exactly these words already."""
    stored = type(entry).objects.filter(pk=entry.pk).first() if entry.pk else None
    is_public = stored and stored.visibility == Visibility.PUBLIC and getattr(stored, "live", True)
    return not is_public or words_of(stored) != words_of(entry)
