"""Rows of a file beside what is stored: new, changed (old and new values), same, rejected (why)."""

from collections import Counter
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Recommendation, RecommendationText, SourceRow, Theme
from ..sources.rows import RecommendationRow
from .facts import Facts, facts_of_row

Outcome = SourceRow.Outcome
_LINKED = {
    "recommending_states": gettext_lazy("recommending States"),
    "themes": gettext_lazy("themes"),
    "groups": gettext_lazy("groups of persons"),
    "goals": gettext_lazy("SDG goals"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of a file and what the import makes of it.

    `facts` is None for a rejected row. `changed_fields` are names of fields of Facts, `changes` the same for people:
    dicts of name, field (its label), old and new. Problems and notices are sentences.
    """

    row: RecommendationRow
    outcome: str
    facts: Facts | None = None
    problems: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    changed_fields: tuple[str, ...] = ()
    changes: tuple[dict, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A whole file beside the review: its rows in their order, and the paragraphs that the file does not hold."""

    rows: list[Compared]
    missing: list[str]

    @property
    def counts(self):
        """How many rows of each outcome, every outcome present."""
        found = Counter(compared.outcome for compared in self.rows)
        return {outcome.value: found[outcome] for outcome in Outcome}

    def with_outcome(self, outcome):
        """The rows of one outcome."""
        return [compared for compared in self.rows if compared.outcome == outcome]


def compare(rows, stored, vocabulary):
    """The Comparison of rows (RecommendationRow) with what is Stored, in the words of a Vocabulary."""
    compared, seen = [], {}
    for row in rows:
        problems = list(row.problems) or _problems(row, vocabulary)
        if not problems and row.paragraph in seen:
            sentence = _("Paragraph %(paragraph)s already stands in %(place)s. Keep the right one only.")
            problems = [sentence % {"paragraph": row.paragraph, "place": seen[row.paragraph]}]
        if problems:
            compared.append(Compared(row, Outcome.REJECTED, problems=tuple(problems)))
        else:
            seen[row.paragraph] = row.place
            compared.append(_compared(row, stored.facts.get(row.paragraph), vocabulary))
    in_file = {row.paragraph for row in rows}
    missing = [paragraph for paragraph in stored.facts if paragraph not in in_file]
    return Comparison(compared, missing)


def _compared(row, before, vocabulary):
    facts = facts_of_row(row, vocabulary)
    notices = tuple(_notices(row, facts, vocabulary))
    if before is None:
        return Compared(row, Outcome.NEW, facts, notices=notices)
    names = tuple(field.name for field in fields(Facts) if getattr(before, field.name) != getattr(facts, field.name))
    changes = tuple(_change(name, getattr(before, name), getattr(facts, name), vocabulary) for name in names)
    return Compared(
        row,
        Outcome.CHANGED if names else Outcome.SAME,
        facts,
        notices=notices,
        changed_fields=names,
        changes=changes,
    )


def _problems(row, vocabulary):
    """What a form would say about the row, field by field; empty where it may be imported."""
    found = []
    themes = [label for label in map(vocabulary.theme, row.themes) if isinstance(label, str)]
    for made, names in [
        (
            Recommendation(paragraph=row.paragraph, position=row.position, source_of_position=row.source_of_position),
            ["paragraph", "position", "source_of_position"],
        ),
        (RecommendationText(text=row.text), ["text"]),
        *((Theme(name=label), ["name"]) for label in themes),
    ]:
        left_out = {field.name for field in made._meta.fields}.difference(names)
        try:
            made.clean_fields(exclude=left_out)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                label = capfirst(made._meta.get_field(name).verbose_name)
                found += [f"{label}: {sentence}" for sentence in sentences]
    return found


def _notices(row, facts, vocabulary):
    yield from vocabulary.notices(facts.themes, facts.groups)
    for name in row.unrecognised_states:
        yield _("“%(name)s” is no State that this site knows; no State is linked for it.") % {"name": name}
    if not row.recommending_states and not row.unrecognised_states:
        yield _("No recommending State was found in this row.")
    for number in row.goals:
        if number not in vocabulary.goals:
            yield _("Goal %(number)d is not among the site's reference data and was left out.") % {"number": number}
    if row.assessment:
        yield _("The row also holds an assessment; it is not imported.")


def _change(name, before, after, vocabulary):
    """A change in words: of linked things only what left and what came, unless only their order changed."""
    if name in _LINKED:
        is_reordered = set(before) == set(after)
        left = before if is_reordered else [key for key in before if key not in after]
        came = after if is_reordered else [key for key in after if key not in before]
        label, (old, new) = _LINKED[name], (_listed(name, keys, vocabulary) for keys in (left, came))
    else:
        model = RecommendationText if name == "text" else Recommendation
        label, old, new = model._meta.get_field(name).verbose_name, before, after
    if name == "position":
        words = dict(Recommendation.Position.choices)
        old, new = str(words.get(old, old)), str(words[new])
    return {"name": name, "field": capfirst(str(label)), "old": old, "new": new}


def _listed(name, keys, vocabulary):
    words = vocabulary.words(name, keys)
    return "; ".join(words if name == "themes" else sorted(words))
