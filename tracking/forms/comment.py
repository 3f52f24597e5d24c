"""Forms of comments: writing one, deciding on it, replying to it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Comment, count_words
from .publishing import NO_CASES, VersionedForm, long_text
from .record import link_field
from .warned import WarnedForm

MOST_WORDS = 200


def _short_enough(text):
    if count_words(text) > MOST_WORDS:
        raise ValidationError(_("Use at most %(limit)d words."), params={"limit": MOST_WORDS})
    return text


class CommentForm(WarnedForm, forms.ModelForm):
    """What an organisation says of a published status."""

    public_texts = ("text", "link")
    stance = forms.ChoiceField(
        label=gettext_lazy("What the comment does"), choices=Comment.Stance.choices, widget=forms.RadioSelect
    )
    text = long_text(
        gettext_lazy("Comment"),
        rows=6,
        attrs={"data-word-limit": MOST_WORDS},
        help_text=gettext_lazy("Facts, dates and numbers that others can check. Do not write about individual cases."),
    )
    link = link_field(gettext_lazy("Source"), help_text=gettext_lazy("A page or a document that everybody can open."))

    class Meta:
        model = Comment
        fields = ["stance", "text", "link"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True

    def clean_text(self):
        """At most two hundred words."""
        return _short_enough(self.cleaned_data["text"].strip())


class DecisionForm(forms.Form):
    """Publish a comment, or refuse it with the reason."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            (Comment.State.PUBLISHED, gettext_lazy("Publish: everybody reads it beside the status")),
            (Comment.State.REFUSED, gettext_lazy("Refuse: only the organisation reads why")),
        ],
        widget=forms.RadioSelect,
    )
    refusal = long_text(
        gettext_lazy("Why it is refused"),
        help_text=gettext_lazy("Needed to refuse. That it disputes a status is no reason; that it names a person is."),
    )

    def clean(self):
        """A refusal gives its reason."""
        data = super().clean()
        if data.get("decision") == Comment.State.REFUSED and not data.get("refusal", "").strip():
            self.add_error("refusal", _("Say why it is refused."))
        return data


class TakeBackForm(forms.Form):
    """Take a comment off the site; who did not write it says why."""

    reason = long_text(
        gettext_lazy("Why it is taken off the site"), help_text=gettext_lazy("Only the organisation reads it.")
    )

    def __init__(self, *args, is_own, **kwargs):
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True


class ReplyForm(WarnedForm, VersionedForm):
    """The government's reply to a published comment; `version` notices when a colleague replied meanwhile."""

    public_texts = ("reply",)
    reply = long_text(
        gettext_lazy("Your government’s reply"), rows=4, attrs={"data-word-limit": MOST_WORDS}, help_text=NO_CASES
    )

    def __init__(self, *args, comment, **kwargs):
        self.row = self.comment = comment
        super().__init__(*args, initial={"reply": comment.reply}, **kwargs)
        self.fields["reply"].required = True

    def version_of(self, row):
        """When the government last replied."""
        return row.replied_at.isoformat() if row.replied_at else ""

    def clean_reply(self):
        """At most two hundred words."""
        return _short_enough(self.cleaned_data["reply"].strip())

    def clean(self):
        """Another reply that came meanwhile is shown, not overwritten unseen."""
        data = super().clean()
        if data.get("reply") and data["reply"] != self.comment.reply and self.is_outdated:
            self.has_shown_conflicts = True
            self.add_error("reply", _("A colleague has replied meanwhile; it stands above. Save again to replace it."))
        return data
