"""What local governments are called in a report: two of the same name are told apart, on paper too."""

from collections import Counter

from ..documents.words import joined


class Names:
    """The words and the codes of the governments of a State, by their pk; words are in the language active now."""

    def __init__(self, governments):
        self._words = told_apart(governments)
        self._codes = {government.pk: government.slug for government in governments}

    def word(self, pk):
        """What a government is called; "" where it is none of the State's."""
        return self._words.get(pk, "")

    def code(self, pk):
        """The code that stays the same from one edition to the next; "" where it is none of the State's."""
        return self._codes.get(pk, "")


def told_apart(governments):
    """{pk: words}: the name; where others have it too with the level, then with what it belongs to, then its code."""
    names = {government.pk: government.name for government in governments}
    found, left = {}, list(governments)
    for told in ((), ("level",), ("level", "parent"), ("level", "parent", "code")):
        words = {government.pk: _words(government, told, names) for government in left}
        times = Counter(words.values())
        found |= words
        left = [government for government in left if times[words[government.pk]] > 1]
    return found


def _words(government, told, names):
    facts = {
        "level": str(government.get_level_display()),
        "parent": names.get(government.parent_id, ""),
        "code": government.slug,
    }
    more = joined(facts[fact] for fact in told if facts[fact])
    return f"{government.name} ({more})" if more else government.name
