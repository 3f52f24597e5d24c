"""The stages of one kind of reminder as lists of days, and the working days of a State."""

import datetime
import re

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import ReminderRule
from ..models.reminder_rule import BINDING
from .place import print_of
from .publishing import VersionedForm
from .texts import OneLineForm

Kind, Reach = ReminderRule.Kind, ReminderRule.Reach
FARTHEST = 1000  # days; the longest wait that a rule of this kind can mean is under three years
MOST_STAGES = 20  # before the date, and as many after it: more would be a nuisance
MONDAY = datetime.date(2024, 1, 1)


class DaysField(forms.CharField):
    """A list of numbers of days, such as "180, 90, 30"; cleaned to ints, the largest first."""

    def __init__(self, **options):
        super().__init__(required=False, max_length=400, **options)

    def clean(self, value):
        """The numbers; says which word is none, which number is too large, and which one stands twice."""
        words = re.split(r"[\s,;،、]+", super().clean(value).strip(" \t,;،、"))
        words = [word for word in words if word]
        for word in words:
            if not word.isdecimal():
                sentence = _("“%(word)s” is not a number of days. Write whole numbers with commas: 30, 14, 7.")
                raise forms.ValidationError(sentence % {"word": word[:20]})
            if not 1 <= len(word) <= 6 or not 1 <= int(word) <= FARTHEST:
                sentence = _("%(word)s is out of range: give numbers from 1 to %(most)s.")
                raise forms.ValidationError(sentence % {"word": word[:20], "most": FARTHEST})
        days = [int(word) for word in words]
        if len(days) > MOST_STAGES:
            raise forms.ValidationError(_("These are too many days: give at most %(most)s.") % {"most": MOST_STAGES})
        twice = sorted({day for day in days if days.count(day) > 1})
        if twice:
            raise forms.ValidationError(_("%(day)s stands there twice.") % {"day": twice[0]})
        return sorted(days, reverse=True)


class StagesForm(VersionedForm):
    """When people hear of one kind of date, for a State or for a call."""

    unversioned = ()
    is_off = forms.BooleanField(
        label=gettext_lazy("Switched off"),
        required=False,
        help_text=gettext_lazy("Nobody hears of it. What stands in the other fields does not count then."),
    )
    before = DaysField(
        label=gettext_lazy("Days before"),
        help_text=gettext_lazy("Numbers with commas, such as 30, 14, 7. Empty: no warning."),
    )
    on_day = forms.BooleanField(label=gettext_lazy("On the day itself"), required=False)
    after = DaysField(
        label=gettext_lazy("Days after"),
        help_text=gettext_lazy("Numbers with commas, such as 7, 30. Who did what is asked for hears nothing."),
    )
    alternate = forms.IntegerField(
        label=gettext_lazy("How many of the last mails also go to the alternate"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("0: none. 2: the last two of all days above."),
    )
    coordinator = forms.IntegerField(
        label=gettext_lazy("How many of the last mails also go to the alternate and the coordinator"),
        required=False,
        min_value=0,
    )

    def __init__(self, data=None, *, row, rule_set):
        """`row` is the State or call; `rule_set` holds what is in use now, whoever's it is."""
        self.row, self.rule_set = row, rule_set
        super().__init__(data, initial=_initial(rule_set))
        if rule_set.is_binding:
            del self.fields["is_off"]
        if rule_set.kind == Kind.WEEKLY_BOARD:  # it is the coordinators' own
            del self.fields["alternate"], self.fields["coordinator"]

    def version_of(self, row):
        """A print of the stages as they stand."""
        stages = sorted((rule.days_before, rule.reach) for rule in self.rule_set.rules)
        return print_of([self.rule_set.source, stages])

    def groups(self):
        """[(heading, [bound field])] as the page shows them."""
        yield _("Days"), [self[name] for name in ("is_off", "before", "on_day", "after") if name in self.fields]
        others = [self[name] for name in ("alternate", "coordinator") if name in self.fields]
        if others:
            yield _("Who else hears"), others

    def clean(self):
        """At least one day, or switched off; not more mails to others than there are days."""
        data = super().clean()
        if data.get("is_off"):
            self.errors.clear()  # what stands in the other fields does not count
        if self.errors or data.get("is_off"):
            return data
        count = len(self._days())
        if not count and self.rule_set.kind in BINDING:
            sentence = _("Give at least one day: somebody else waits for it, so it cannot be switched off.")
            self.add_error("before", sentence)
        elif not count:
            self.add_error("before", _("Give at least one day, or switch it off."))
        for name in ("alternate", "coordinator"):
            if count and (data.get(name) or 0) > count:
                sentence = _("There are only %(count)s days above.")
                self.add_error(name, sentence % {"count": count})
        return data

    def _days(self):
        """All days in the order of time: positive before the date, negative after it."""
        data = self.cleaned_data
        return [*data["before"], *([0] if data["on_day"] else []), *(-day for day in reversed(data["after"]))]

    @property
    def stages(self):
        """{days before: reach} as ReminderRule.objects.set_for takes it."""
        if self.cleaned_data.get("is_off"):
            return {}
        days = self._days()
        found = dict.fromkeys(days, Reach.OWN)
        for name, reach in (("alternate", Reach.ALTERNATE), ("coordinator", Reach.COORDINATOR)):
            count = self.cleaned_data.get(name) or 0
            found |= dict.fromkeys(days[len(days) - count :], reach)
        return found


def _initial(rule_set):
    rules = sorted(rule_set.rules, key=lambda rule: -rule.days_before)
    days = [rule.days_before for rule in rules]
    return {
        "is_off": not days,
        "before": ", ".join(str(day) for day in days if day > 0),
        "on_day": 0 in days,
        "after": ", ".join(str(-day) for day in days if day < 0),
        "alternate": _count_from_first(rules, Reach.ALTERNATE),
        "coordinator": _count_from_first(rules, Reach.COORDINATOR),
    }


def _count_from_first(rules, reach):
    """How many of the last stages, from the first one that reaches so far."""
    first = next((number for number, rule in enumerate(rules) if rule.reaches(reach)), len(rules))
    return len(rules) - first


class WorkingDaysForm(OneLineForm):
    """On which days of the week mails go out."""

    days = forms.MultipleChoiceField(
        label=gettext_lazy("Working days"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A warning that falls on another day comes on the working day before it."),
        error_messages={"required": gettext_lazy("Tick at least one day: else no mail ever goes out.")},
    )

    def __init__(self, data=None, *, state):
        super().__init__(data, initial={"days": list(state.working_days)})
        weekdays = [MONDAY + datetime.timedelta(days=number) for number in range(7)]
        self.fields["days"].choices = [(str(day.isoweekday()), date_format(day, "l")) for day in weekdays]

    @property
    def working_days(self):
        """As State.working_days holds them."""
        return "".join(sorted(self.cleaned_data["days"]))


class SkipForm(OneLineForm):
    """Why one planned line is not to go out."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is skipped"),
        max_length=200,
        help_text=gettext_lazy("Example: told by phone on Monday. No names, nothing about individual cases."),
    )
