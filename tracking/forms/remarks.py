"""What the coordinator says about a version: beside its answers, and on the whole."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from .publishing import LONGEST_TEXT
from .seen_texts import SeenTextsForm

LONGEST_REMARK = 2000  # characters
RETURN = "return"  # what the second button asks for


class RemarksForm(SeenTextsForm):
    """A remark beside any answer, and words on the whole, which are needed to return the version."""

    def __init__(self, data=None, *, answers, stored):
        """`answers` are the primary keys of the version's answers; `stored` is {answer pk: words}."""
        super().__init__(data)
        for pk in answers:
            self.add_text(
                pk, stored.get(pk, ""), rows=2, longest=LONGEST_REMARK, label=_("What should be changed here")
            )
        self.fields["words"] = forms.CharField(
            label=_("What should be changed"),
            required=self.is_returning,
            widget=forms.Textarea(attrs={"rows": 4}),
            validators=[MaxLengthValidator(LONGEST_TEXT)],
            error_messages={"required": _("Say what should be changed.")},
        )

    @property
    def is_returning(self):
        """The version is to be returned; else the remarks are only kept."""
        return self.data.get("do") == RETURN
