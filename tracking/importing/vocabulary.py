"""The site's own words behind a file's labels: themes, groups of persons, goals and States by primary key."""

import hashlib
import re

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..models import Goal, Group, State, Theme
from ..sources.wording import fold

_LONGEST_CODE = Group._meta.get_field("code").max_length
_CODED = re.compile(r"(?P<code>[A-H]\d{1,2}) +(?P<name>.+)")  # cycle 2 writes "A12 Acceptance of ..."


class Vocabulary:
    """What the labels of one cycle's documents mean here.

    Known labels answer with a primary key, unknown ones with the label itself: such themes and groups are made by
    `add_missing` once it is certain that they are needed.
    """

    def __init__(self, cycle):
        self.cycle = str(cycle)
        self.theme_words = dict(Theme.objects.values_list("pk", "name"))
        self._themes, self._theme_codes, self._new_codes = {}, {}, {}
        for theme in Theme.objects.filter(vocabulary=self.cycle):
            self._themes[fold(theme.name)] = theme.pk
            if theme.code:
                self._theme_codes[theme.code] = theme.pk
        self.group_words, self._groups, self._group_codes = {}, {}, {}
        for group in Group.objects.all():
            self.group_words[group.pk] = group.label
            self._group_codes[group.code] = group.pk
            for spelling in (*group.labels.values(), *group.aliases):
                self._groups[fold(spelling)] = group.pk
        goals = list(Goal.objects.all())
        self.goals = {goal.number: goal.pk for goal in goals}
        self.goal_words = {goal.pk: str(goal) for goal in goals}
        states = list(State.objects.all())
        self.states = {state.iso3: state.pk for state in states}
        self.state_words = {state.pk: str(state) for state in states}

    def theme(self, label):
        """The theme's primary key; the label itself, without an index code, where the cycle has no such theme."""
        if found := self._themes.get(fold(label)):
            return found
        code, name = _split(label)
        if found := self._themes.get(fold(name)) or self._theme_codes.get(code):
            return found
        self._new_codes[name] = code
        return self._themes.setdefault(fold(name), name)

    def group(self, label):
        """The group's primary key, or the label itself where no group is spelled like that."""
        return self._groups.get(fold(label)) or self._group_codes.setdefault(_code_of(label), label)

    def add_missing(self, themes, groups):
        """Make a theme without a cluster, or a group, for each of these new labels; return {label: key} of both."""
        new_themes = Theme.objects.bulk_create(
            Theme(vocabulary=self.cycle, name=name, code=self._new_codes.get(name, "")) for name in themes
        )
        new_groups = Group.objects.bulk_create(
            Group(code=_code_of(label), labels={"en": label}, aliases=[label]) for label in groups
        )
        return {theme.name: theme.pk for theme in new_themes}, {group.aliases[0]: group.pk for group in new_groups}

    def words(self, field, keys):
        """The readable names behind primary keys (or unknown labels) of a field of Recommendation."""
        words = {
            "themes": self.theme_words,
            "groups": self.group_words,
            "goals": self.goal_words,
            "recommending_states": self.state_words,
        }[field]
        return [words.get(key, str(key)) for key in keys]

    def notices(self, themes, groups):
        """A sentence for each unknown label among the keys of a recommendation."""
        theme_sentence = _("New theme “%(label)s”: it joins the themes of cycle %(cycle)s, without a cluster.")
        group_sentence = _("New group of persons “%(label)s”: it joins the list of groups.")
        new_themes = [theme_sentence % {"label": key, "cycle": self.cycle} for key in themes if isinstance(key, str)]
        return new_themes + [group_sentence % {"label": key} for key in groups if isinstance(key, str)]


def _split(label):
    """(index code, name) of a theme's label; the code is "" outside cycle 2."""
    coded = _CODED.fullmatch(label)
    return (coded["code"], coded["name"]) if coded else ("", label)


def _code_of(label):
    """The natural key of a group that has none yet; a checksum stands in for what a short Latin key cannot hold."""
    code = slugify(label)
    checksum = hashlib.sha256(fold(label).encode()).hexdigest()[:12]
    return code if code and len(code) <= _LONGEST_CODE else f"{code[: _LONGEST_CODE - 13] or 'group'}-{checksum}"
