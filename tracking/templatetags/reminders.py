"""Reminders in lists: stages and days in words, and who decides."""

from django import template

from ..reminders import escalation, rule_words

register = template.Library()


@register.filter
def stage_words(days_before):
    """A stage in words: "14 days before"."""
    return rule_words.stage_words(days_before)


@register.filter
def reminded_words(found):
    """[Reminded] in words: "Reminded on 3 May, 10 May also the alternate"; "" for none."""
    return escalation.sentence(found or [])


@register.filter
def may_name(table, record):
    """Whether the reader of a DeliveryTable learns whose mail it is."""
    return table.may_name(record)


@register.filter
def may_decide(table, record):
    """Whether the reader of a DeliveryTable decides what becomes of a mail."""
    return table.may_decide(record)
