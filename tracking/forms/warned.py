"""The warning of forms whose words become public without a second reader: comments, replies, national assessments."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import personal_data
from .texts import OneLineForm


class WarnedForm(OneLineForm):
    """Asks for a tick where something in `public_texts` may point to a person."""

    public_texts = ()
    asks_to_confirm = False
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have checked: nobody can be recognised"),
        required=False,
    )

    @property
    def becomes_public(self):
        """Whether everybody may read what is typed."""
        return True

    def clean(self):
        """Ask for the tick where it is needed."""
        data = super().clean() or self.cleaned_data
        if self.becomes_public:
            findings = personal_data.find(*(data.get(name) for name in self.public_texts))
            self.asks_to_confirm = bool(findings)
            if findings and not data.get("confirmed"):
                found = ", ".join(f"{finding.excerpt} ({finding.kind.label})" for finding in findings)
                words = _("This would be public, and it may point to a person: %(found)s.") % {"found": found}
                self.add_error("confirmed", words)
        return data
