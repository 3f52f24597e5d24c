"""The form of one part of a self-assessment: every item with its answer, date, evidence and note."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import SelfAssessmentAnswer
from ..self_assessment import items_of
from .publishing import NO_CASES, VersionedForm, date_field, long_text
from .record import link_field

ANSWERS = [*SelfAssessmentAnswer.Answer.choices, ("", _("not looked at yet"))]


def fields_of_item():
    """A fresh set of the fields that an item has."""
    return {
        "answer": forms.ChoiceField(label=_("Answer"), choices=ANSWERS, widget=forms.RadioSelect, required=False),
        "answered_on": date_field(_("Date"), help_text=_("When you looked, or since when it is so.")),
        "evidence": forms.CharField(label=_("What shows it"), max_length=300, required=False),
        "link": link_field(),
        "note": long_text(_("Note"), rows=2, help_text=NO_CASES),
    }


@dataclass(frozen=True)
class Question:
    """An item with its bound fields; `is_open` where its details were filled or are wrong."""

    item: object
    answer: object
    details: list
    is_open: bool


class SelfAssessmentForm(VersionedForm):
    """The answers on one part of a round, saved together."""

    def __init__(self, *args, assessment, part, **kwargs):
        self.items = items_of(part)
        codes = [item.code for item in self.items]
        kept = {answer.item: answer for answer in assessment.answers.filter(item__in=codes)}
        super().__init__(*args, **kwargs)
        # The moment of the last change of this part; empty while nobody answered.
        self.version = max((answer.updated_at.isoformat() for answer in kept.values()), default="")
        for item in self.items:
            for name, field in fields_of_item().items():
                self.fields[f"{item.code}-{name}"] = field
                if item.code in kept:
                    self.initial[f"{item.code}-{name}"] = getattr(kept[item.code], name)

    def questions(self):
        """[Question] in the order of the items."""
        for item in self.items:
            bound = {name: self[f"{item.code}-{name}"] for name in SelfAssessmentAnswer.FIELDS}
            answer, details = bound.pop("answer"), list(bound.values())
            yield Question(item, answer, details, any(field.errors or field.value() for field in details))

    def differences(self):
        """[(item and field, stored, typed)] of what stands differently in the form than in the round."""
        statements = {item.code: item.label for item in self.items}
        changed = [name.rpartition("-") for name in self.changed_data]
        return [
            (f"{statements[code]} {label}", stored, typed)
            for (code, _dash, _name), (label, stored, typed) in zip(changed, super().differences(), strict=True)
        ]

    def answers(self):
        """{code of the item: {field: value}} as typed."""
        return {
            item.code: {name: self.cleaned_data[f"{item.code}-{name}"] for name in SelfAssessmentAnswer.FIELDS}
            for item in self.items
        }
