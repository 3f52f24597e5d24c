"""Shows what an import changes."""

import difflib

from django import template

register = template.Library()

ENOUGH_ALIKE = 0.5  # share of words in common from which on two texts are shown as one
FEWEST_WORDS = 4  # of a text worth comparing word by word


@register.inclusion_tag("tracking/partials/difference.html")
def difference(old, new):
    """Show an old and a new value: two texts much alike as one with its changes, others one after the other."""
    before, after = old.split(), new.split()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if min(len(before), len(after)) < FEWEST_WORDS or matcher.ratio() < ENOUGH_ALIKE:
        return {"old": old, "new": new}
    parts = []
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            parts.append(("kept", " ".join(before[start:end])))
        if kind in ("delete", "replace"):
            parts.append(("removed", " ".join(before[start:end])))
        if kind in ("insert", "replace"):
            parts.append(("added", " ".join(after[new_start:new_end])))
    return {"parts": parts}
