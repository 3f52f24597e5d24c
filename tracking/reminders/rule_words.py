"""The rules in plain words: from which date a kind counts, and its stages as one sentence."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from ..models import ReminderRule

Kind, Reach = ReminderRule.Kind, ReminderRule.Reach

# The date from which the days of a kind count.
COUNTED_FROM = {
    Kind.RETURNED: gettext_lazy("the day on which input was returned"),
    Kind.CALL_DEADLINE: gettext_lazy("the last day for input, while the input is missing"),
    Kind.APPROVAL: gettext_lazy("the day on which input was handed in for approval"),
    Kind.EXCERPTS: gettext_lazy("the last day to confirm excerpts of the report"),
    Kind.PUBLISHED: gettext_lazy("the day on which the report was published"),
    Kind.STEP_DUE: gettext_lazy("the due date of a step that is not done"),
    Kind.STEP_STALE: gettext_lazy("the day on which a step has been without news for six months"),
    Kind.STATUS_STALE: gettext_lazy("the day on which an ongoing status has been without news for twelve months"),
    Kind.INDICATOR_DUE: gettext_lazy("the day on which the next value of an indicator is due"),
    Kind.TERM_END: gettext_lazy("the last day of the administration’s term"),
    Kind.POST_VACANT: gettext_lazy("the first day of each month in which nobody is focal point"),
    Kind.WEEKLY_BOARD: gettext_lazy("each Monday around the last day for input"),
    Kind.PHASE: gettext_lazy("the day on which a phase of the review, or a stage of a call, begins"),
}
DAYS_BEFORE = {
    Kind.CALL_DEADLINE: ngettext_lazy(
        "%(days)s day before the last day for input", "%(days)s days before the last day for input", "number"
    ),
    Kind.EXCERPTS: ngettext_lazy(
        "%(days)s day before the last day to confirm", "%(days)s days before the last day to confirm", "number"
    ),
    **dict.fromkeys(
        (Kind.STEP_DUE, Kind.INDICATOR_DUE),
        ngettext_lazy("%(days)s day before the due date", "%(days)s days before the due date", "number"),
    ),
    Kind.TERM_END: ngettext_lazy("%(days)s day before the term ends", "%(days)s days before the term ends", "number"),
}
BEFORE = ngettext_lazy("%(days)s day before", "%(days)s days before", "number")
AFTER = ngettext_lazy("%(days)s day after", "%(days)s days after", "number")
THEN_AFTER = ngettext_lazy("then %(days)s day after", "then %(days)s days after", "number")


def sentence(kind, rules):
    """The stages: "14, 7 and 1 days before the due date, on the day, then 7 days after, all also to ..."."""
    rules = sorted((rule for rule in rules if rule.is_active), key=lambda rule: -rule.days_before)
    if not rules:
        return _("switched off: nobody hears of it")
    days = [rule.days_before for rule in rules]
    before, after = [day for day in days if day > 0], [-day for day in days if day < 0]
    parts = []
    if before:
        parts.append(_listed(DAYS_BEFORE.get(kind, BEFORE), before))
    if 0 in days:
        parts.append(_("on the day"))
    if after:
        parts.append(_listed(THEN_AFTER if parts else AFTER, after))
    return _(", ").join([*parts, *_reaches(rules)])


def stage_words(days_before):
    """One stage: "14 days before", "on the day", "7 days after"."""
    if days_before == 0:
        return _("on the day")
    return _listed(BEFORE if days_before > 0 else AFTER, [abs(days_before)])


def _listed(text, days):
    return text % {"days": get_text_list([str(day) for day in days], _("and")), "number": max(days)}


def _reaches(rules):
    """Which of the stages, in the order of time, others hear too."""
    alternate = sum(rule.reach == Reach.ALTERNATE for rule in rules)
    coordinator = sum(rule.reach == Reach.COORDINATOR for rule in rules)
    reaches = [rule.reach for rule in rules]
    rising = [Reach.OWN] * (len(rules) - alternate - coordinator)
    if reaches != [*rising, *[Reach.ALTERNATE] * alternate, *[Reach.COORDINATOR] * coordinator]:
        return _each_by_itself(rules)
    found = []
    if alternate:
        found.append(_last(alternate + coordinator, len(rules), _ALTERNATE))
    if coordinator:
        found.append(_last(coordinator, len(rules), _COORDINATOR if alternate else _BOTH))
    return found


_ALTERNATE = (
    gettext_lazy("all also to the alternate"),
    ngettext_lazy("the last also to the alternate", "the last %(number)s also to the alternate", "number"),
)
_COORDINATOR = (
    gettext_lazy("all also to the coordinator"),
    ngettext_lazy("the last also to the coordinator", "the last %(number)s also to the coordinator", "number"),
)
_BOTH = (
    gettext_lazy("all also to the alternate and the coordinator"),
    ngettext_lazy(
        "the last also to the alternate and the coordinator",
        "the last %(number)s also to the alternate and the coordinator",
        "number",
    ),
)


def _last(count, total, words):
    of_all, of_last = words
    return str(of_all) if count == total else of_last % {"number": count}


def _each_by_itself(rules):
    """Stages whose reach does not grow with time, as only the administration can make them."""
    return [
        _("%(stage)s %(whom)s") % {"stage": stage_words(rule.days_before), "whom": rule.get_reach_display()}
        for rule in rules
        if rule.reach != Reach.OWN
    ]
