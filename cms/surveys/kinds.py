"""The kinds of questions: what each asks on a page, what it keeps, and how it says that again.

Every kind offers the same: `fields` for a form (by the ending of their names), `value` of what was typed (None where
nothing was), `initial` of what is kept, `shown` as a list of lines, `paper` as the space for a pen.
"""

import datetime
import re
from calendar import monthrange

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models.survey_question import SurveyQuestion
from cms.models.survey_texts import Said, said

from . import vocabularies

LONGEST_TEXT, LONGEST_LINE, MOST_PLACES = 5000, 300, 60
MOST_ON_PAPER = 40  # a longer list is written in by hand
TYPED_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?")
NO_CASES = gettext_lazy("Do not write about individual cases.")


class Text:
    """Words; `rows` lines of them."""

    allows_none = True

    def __init__(self, rows):
        self.rows = rows

    def fields(self, question):
        """One control."""
        most = LONGEST_TEXT if self.rows > 1 else LONGEST_LINE
        widget = forms.Textarea({"rows": self.rows}) if self.rows > 1 else forms.TextInput()
        return {"": forms.CharField(widget=widget, validators=[MaxLengthValidator(most)], help_text=NO_CASES)}

    def value(self, question, typed):
        return typed[""] or None

    def initial(self, value):
        return {"": value}

    def shown(self, question, value):
        return value.splitlines()

    def paper(self, question):
        return {"kind": "text" if self.rows > 1 else "line", "lines": range(self.rows)}


class Choice:
    """One of several words, or several; `words_of` a question are {code: label}."""

    def __init__(self, words_of, is_several=False):
        self.words_of, self.is_several, self.allows_none = words_of, is_several, is_several

    def fields(self, question):
        kind = forms.MultipleChoiceField if self.is_several else forms.ChoiceField
        widget = forms.CheckboxSelectMultiple if self.is_several else forms.RadioSelect
        words = self.words_of(question).items()
        return {"": kind(choices=[(code, marked(label)) for code, label in words], widget=widget)}

    def value(self, question, typed):
        return typed[""] or None

    def initial(self, value):
        return {"": value}

    def shown(self, question, value):
        words = self.words_of(question)
        return [str(words.get(code, code)) for code in ([value] if isinstance(value, str) else value)]

    def paper(self, question):
        words = [(marked(label), False) for label in self.words_of(question).values()]
        return (
            {"kind": "text", "lines": range(3)} if len(words) > MOST_ON_PAPER else {"kind": "choices", "choices": words}
        )


class Tags(Choice):
    """Words of a vocabulary; also those that are no longer offered are told again."""

    def __init__(self):
        super().__init__(lambda question: vocabularies.words(question.vocabulary), is_several=True)

    def shown(self, question, value):
        return vocabularies.labels(question.vocabulary, value)


class Period:
    """From when to when, as exactly as people know it."""

    allows_none = False

    def fields(self, question):
        hint = days_left_to_right(_("A year, a month or a day: 2024, 2024-03 or 2024-03-15."))
        line = {"validators": [check_day], "max_length": 10}
        return {
            "from": forms.CharField(label=_("from"), help_text=hint, **line),
            "to": forms.CharField(label=_("to"), **line),
            "ongoing": forms.BooleanField(label=_("It goes on")),
        }

    def value(self, question, typed):
        """Raises ValidationError where the end lies before the start, or there are two ends."""
        if not any(typed.values()):
            return None
        if typed["to"] and typed["ongoing"]:
            raise ValidationError(_("Write an end, or say that it goes on: not both."))
        if typed["from"] and typed["to"] and last_day(typed["to"]) < first_day(typed["from"]):
            raise ValidationError(_("The end lies before the start."))
        return {name: value for name, value in typed.items() if value}

    def initial(self, value):
        return value

    def shown(self, question, value):
        end = _("it goes on") if value.get("ongoing") else value.get("to", "…")
        return [f"{value.get('from', '…')} – {end}"]

    def paper(self, question):
        return {"kind": "line"}


class Number:
    """A number that is not negative."""

    allows_none = False

    def fields(self, question):
        return {"": forms.DecimalField(min_value=0, max_digits=15, decimal_places=2, localize=True)}

    def value(self, question, typed):
        return None if typed[""] is None else str(typed[""])

    def initial(self, value):
        return {"": value}

    def shown(self, question, value):
        return [value]

    def paper(self, question):
        return {"kind": "line"}


class Places(Text):
    """Names of places, one a line."""

    def __init__(self):
        super().__init__(rows=4)

    def fields(self, question):
        hint = _("One place a line: cities and regions, no addresses.")
        widget = forms.Textarea({"rows": self.rows})
        return {"": forms.CharField(widget=widget, validators=[MaxLengthValidator(LONGEST_TEXT)], help_text=hint)}

    def value(self, question, typed):
        """Raises ValidationError where there are too many, or one is too long for a name."""
        names = list(dict.fromkeys(" ".join(line.split()) for line in typed[""].splitlines() if line.strip()))
        if len(names) > MOST_PLACES or any(len(name) > 150 for name in names):
            raise ValidationError(_("Write at most 60 places, each on a line of its own of at most 150 letters."))
        return names or None

    def initial(self, value):
        return {"": "\n".join(value)}

    def shown(self, question, value):
        return value


def marked(label):
    """A label for a page; one as Said with the mark of its language."""
    return label.html if isinstance(label, Said) else label


def days_left_to_right(text):
    """The text, its days isolated: beside Arabic letters 2024-03-15 would turn round."""
    return re.sub(r"\d{4}-\d\d(?:-\d\d)?", "\u2066\\g<0>\u2069", text)


def check_day(typed):
    """Raise ValidationError for what is no year, month or day."""
    try:
        first_day(typed)
    except ValueError:
        message = _("Write a year, a month or a day: 2024, 2024-03 or 2024-03-15.")
        raise ValidationError(days_left_to_right(message)) from None


def first_day(typed):
    """The first day of a year, a month or a day as it was typed; raises ValueError for anything else."""
    found = TYPED_DAY.fullmatch(typed)
    if not found:
        raise ValueError(typed)
    return datetime.date(*(int(found[name] or 1) for name in ("year", "month", "day")))


def last_day(typed):
    """The last day of it."""
    first = first_day(typed)
    month = 12 if len(typed) == 4 else first.month
    return first if len(typed) == 10 else datetime.date(first.year, month, monthrange(first.year, month)[1])


def own_words(question):
    """{code: words} of the choices that editors wrote."""
    return {choice.code: said(choice.label) for choice in question.choices.all()}


def yes_no_unknown(question):
    return {"yes": _("yes"), "no": _("no"), "unknown": _("not known")}


Kind = SurveyQuestion.Kind
KINDS = {
    Kind.LONG_TEXT: Text(rows=6),
    Kind.SHORT_TEXT: Text(rows=1),
    Kind.ONE: Choice(own_words),
    Kind.SEVERAL: Choice(own_words, is_several=True),
    Kind.YES_NO: Choice(yes_no_unknown),
    Kind.PERIOD: Period(),
    Kind.NUMBER: Number(),
    Kind.PLACES: Places(),
    Kind.TAGS: Tags(),
}


def kind_of(question):
    """The kind of a question; contact details have none, they are no part of an answer."""
    return KINDS[question.kind]
