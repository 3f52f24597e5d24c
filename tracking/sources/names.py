"""Names of States as documents spell them, and the recommending States in the brackets of a recommendation."""

import re
import unicodedata
from dataclasses import dataclass

from tracking.sources.wording import tidy

_PUNCTUATION = re.compile(r"[^\w]+")
_INNER_MARKS = re.compile(r"[.'’‘`´]")  # Côte d'Ivoire, U.S.A.
_INVERTED = re.compile(r"(?P<short>.+?) ?[(,] ?(?P<title>[^(),]+ of(?: the)?)\)?")  # Iran (Islamic Republic of)
_SEPARATORS = re.compile(r"(\s*[,;/]\s*(?:and\s+)?|\s+(?:and|&)\s+)")
_LONGEST_NAME = 120  # characters; the longest official one has about 55
_MOST_PIECES = 5  # of one name, cut at commas and "and"
_FORGOTTEN_BRACKET = re.compile(r"[^;.]{1,80}")

_AFTER_STATES = re.compile(r"[\s;.,:/]*(?:and\s*)?")
_ENDS_STATEMENT = re.compile(r"\s*(?:[;.(/]|,\s*\(|and\s*\(|$)")
_SMALL_WORDS = frozenset(["of", "the", "and", "in", "for", "de", "du", "da", "la", "le", "les", "del", "y", "et"])
_NOT_STATES = re.compile(
    r"\b(?:act|agenda|agreement|articles?|charter|code|commission|committee|constitution|convention|council|court"
    r"|covenant|declaration|fund|group|guidelines?|institution|law|mechanism|ministry|nations|organi[sz]ation|plan"
    r"|police|principles?|program(?:me)?|protocols?|report|resolution|rights|rules?|statute|strategy|system|treaty"
    r"|union)\b",
    re.IGNORECASE,
)


class StateNames:
    """A table of State names: built from (iso3, name or alias) pairs, asked with whatever a document says.

    A spelling given for two different States names neither, so that a person decides.
    """

    def __init__(self, pairs):
        self._codes = {}
        derived = {}
        for iso3, name in pairs:
            keys = [_key(spelling) for spelling in _spellings(name)]
            self._note(self._codes, keys[0], iso3)
            for key in keys[1:]:
                self._note(derived, key, iso3)
        self._codes = {**derived, **self._codes}
        self._codes.pop("", None)

    def find(self, name):
        """Return the iso3 code of the State of this name, or None.

        Case, accents, "the", punctuation and the observer's asterisk make no difference.
        """
        if len(name) > _LONGEST_NAME:
            return None
        codes = (self._codes.get(_key(spelling)) for spelling in _spellings(name))
        return next(filter(None, codes), None)

    @staticmethod
    def _note(codes, key, iso3):
        codes[key] = iso3 if codes.get(key, iso3) == iso3 else None


@dataclass(frozen=True, slots=True)
class _Bracket:
    """One bracket of a text: where it stands, the States in it and what else is in it."""

    start: int
    end: int
    states: list[str]
    others: list[str]

    def state_like(self, text):
        """Return the names that could be States, where States are named: beside others, or ending a statement."""
        if not self.states and not _ENDS_STATEMENT.match(text, self.end):
            return []
        return [other for other in self.others if looks_like_state(other)]

    def is_last_word(self, text):
        """Whether it closes the text and could be a State's abbreviation, if no other bracket names one."""
        if len(self.others) != 1 or not _AFTER_STATES.fullmatch(text, self.end):
            return False
        (word,) = self.others
        return word[0].isupper() and len(word) <= 60 and not re.search(r"\d", word) and not _NOT_STATES.search(word)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A recommendation's text without its closing State brackets, and the States it came from."""

    text: str
    states: tuple[str, ...] = ()
    unrecognised: tuple[str, ...] = ()


def recommending_states(text, names):
    """Read the recommending States out of the brackets of a recommendation; return an Attribution.

    Brackets at the very end that hold nothing but States leave the text. Where an earlier sentence has States
    of its own the text keeps all its brackets, because they say who recommended what. A bracket that reads like
    a State but is not in the table is reported as unrecognised and stays in the text.
    """
    groups = [_Bracket(start, end, *states_named(content, names)) for start, end, content in _brackets(text, names)]
    end, closing = len(text), 0
    for group in reversed(groups):
        if not group.states or group.others or not _AFTER_STATES.fullmatch(text, group.end, end):
            break
        end = group.start
        closing += 1
    is_compound = any(group.states for group in groups[: len(groups) - closing])
    states = dict.fromkeys(code for group in groups for code in group.states)
    unrecognised = [other for group in groups for other in group.state_like(text)]
    if not states and not unrecognised and groups and groups[-1].is_last_word(text):
        unrecognised = groups[-1].others
    kept = text if is_compound else text[:end]
    return Attribution(kept.rstrip(" ;,"), tuple(states), tuple(dict.fromkeys(unrecognised)))


def states_named(text, names):
    """Return (codes, other pieces) for a list such as "Spain, Bosnia and Herzegovina and Tunisia"."""
    pieces = _SEPARATORS.split(text.strip())
    codes, others, position = [], [], 0
    while position < len(pieces):
        # The longest run of pieces that is one name wins: "and" and commas occur inside names, too.
        for stop in range(min(len(pieces), position + 2 * _MOST_PIECES - 1), position, -2):
            if code := names.find("".join(pieces[position:stop])):
                codes.append(code)
                position = stop + 1
                break
        else:
            others.append(pieces[position].strip())
            position += 2
    return codes, [other for other in others if other]


def looks_like_state(text):
    """Whether a bracket reads like a proper name that could be a State: not a year, a treaty or an acronym."""
    words = text.replace("-", " ").replace("(", " ").replace(")", " ").split()
    if not words or len(words) > 10 or re.search(r"\d", text) or _NOT_STATES.search(text):
        return False
    is_name = all(word[0].isupper() or word in _SMALL_WORDS or word.startswith(("d'", "d’")) for word in words)
    return is_name and words[0][0].isupper() and any(letter.islower() for letter in text)


def _brackets(text, names):
    """Yield (start, end, content) of each outermost pair of round brackets.

    A forgotten closing bracket is forgiven where a State's name stands behind the opening one.
    """
    closing, open_positions = {}, []
    for position, character in enumerate(text):
        if character == "(":
            open_positions.append(position)
        elif character == ")" and open_positions:
            closing[open_positions.pop()] = position
    position = text.find("(")
    while position >= 0:
        end = closing.get(position)
        if end is not None:
            yield position, end + 1, text[position + 1 : end]
        elif (unclosed := _FORGOTTEN_BRACKET.match(text, position + 1)) and names.find(unclosed[0]):
            end = unclosed.end()
            yield position, end, unclosed[0]
        position = text.find("(", end or position + 1)


def _spellings(name):
    """Return the name and, for a name with its title behind, the name with its title in front."""
    name = tidy(name)
    inverted = _INVERTED.fullmatch(name)
    return [name, f"{inverted['title']} {inverted['short']}"] if inverted else [name]


def _key(name):
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = _PUNCTUATION.sub(" ", _INNER_MARKS.sub("", plain)).split()
    return " ".join("saint" if word == "st" else word for word in words if word != "the")
