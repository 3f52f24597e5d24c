"""Brings tables in step with rows that come from a file: adds and corrects by natural key, never deletes."""

from dataclasses import dataclass

# Languages in which installations may have labels of their own from before the files spoke them: those stay.
SAID_BY_SITES = ("ar",)


@dataclass
class Tally:
    """How many rows of one kind were added, changed and left as they were."""

    kind: str
    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other):
        return Tally(self.kind, self.new + other.new, self.changed + other.changed, self.same + other.same)


def sync(model, key, rows):
    """Add and correct rows of a model; return ({natural key: object}, Tally).

    `key` names the fields of the natural key, `rows` are dicts of field values, foreign keys as `<name>_id`.
    What a row says wins; what it leaves empty stays as stored; labels and lists only grow. A label that stands in
    one of SAID_BY_SITES stays, too.
    """

    def key_of(obj):
        return tuple(getattr(obj, name) for name in key)

    objects = {key_of(obj): obj for obj in model.objects.all()}
    new, changed = [], []
    for row in rows:
        obj = objects.get(tuple(row[name] for name in key))
        if obj is None:
            new.append(model(**row))
        elif _correct(obj, row):
            changed.append(obj)
    objects |= {key_of(obj): obj for obj in model.objects.bulk_create(new)}
    if changed:
        fields = [name.removesuffix("_id") for name in rows[0] if name not in key]
        model.objects.bulk_update(changed, fields, batch_size=200)
    same = len(rows) - len(new) - len(changed)
    return objects, Tally(str(model._meta.verbose_name_plural), len(new), len(changed), same)


def link(through, columns, pairs, kind):
    """Add the missing pairs of keys to a many-to-many table; return a Tally of that kind.

    `columns` are the two columns of the table, `pairs` a set of pairs of primary keys.
    """
    left, right = columns
    missing = pairs - set(through.objects.values_list(left, right))
    through.objects.bulk_create(through(**{left: one, right: other}) for one, other in sorted(missing))
    return Tally(kind, new=len(missing), same=len(pairs) - len(missing))


def _correct(obj, row):
    """Set what the row says on the object; return whether that changed anything."""
    before = {name: getattr(obj, name) for name in row}
    for name, value in row.items():
        setattr(obj, name, _merged(before[name], value))
    return any(getattr(obj, name) != value for name, value in before.items())


def _merged(stored, value):
    if isinstance(value, dict):
        own = {language: stored[language] for language in SAID_BY_SITES if stored.get(language)}
        return {**stored, **value, **own}
    if isinstance(value, list):
        return [*stored, *(item for item in value if item not in stored)]
    return value or stored  # empty says nothing: a date or a confirmation entered on the site stays
