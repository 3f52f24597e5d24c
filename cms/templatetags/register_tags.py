"""What templates of the register say of an entry: its texts for the reader, marked where the language is another."""

from django import template

register = template.Library()


@register.filter
def told(entry, name):
    """The text of a field, marked with its language where that is not the page's."""
    return entry.told(name).html


@register.filter
def told_plain(entry, name):
    """The same without marks, for titles of windows."""
    return entry.told(name).text


@register.filter
def told_paragraphs(entry, name):
    """The same as paragraphs."""
    return entry.told(name).paragraphs
