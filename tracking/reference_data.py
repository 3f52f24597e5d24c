"""Loads the reference files: States, themes, groups of persons, SDGs, rights, service areas, calendar, reminder rules.

Loading is an upsert by natural key and may be repeated at any time. It adds and corrects, it never deletes: what a
file says wins, what a file leaves empty stays as it is on the site, and so do Arabic labels that stand there and
labels in further languages.
"""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from . import sensitivity
from .models import (
    Attribute,
    CalendarEntry,
    Cluster,
    Goal,
    Group,
    ReminderRule,
    Right,
    ServiceArea,
    Session,
    State,
    Target,
    Theme,
)
from .reference_files import FOLDER, BrokenReference, known, read
from .upsert import Tally, link, sync

__all__ = ["BrokenReference", "load"]

CURRENT_VOCABULARY = "4"
Kind, Reach = ReminderRule.Kind, ReminderRule.Reach
# {kind: {days before the date (negative: after it): whom the stage reaches}}; a site, a State and a call change them.
REMINDER_STAGES = {
    Kind.CALL_DEADLINE: {
        **dict.fromkeys((180, 90, 30, 14, 7, 1, 0), Reach.OWN),
        -7: Reach.ALTERNATE,
        -30: Reach.COORDINATOR,
    },
    Kind.RETURNED: {0: Reach.OWN, -7: Reach.OWN, -14: Reach.ALTERNATE},
    Kind.APPROVAL: {0: Reach.OWN, -3: Reach.OWN, -7: Reach.ALTERNATE, -14: Reach.COORDINATOR},
    Kind.EXCERPTS: {14: Reach.OWN, 3: Reach.OWN, 0: Reach.ALTERNATE},
    Kind.PUBLISHED: {0: Reach.OWN},
    Kind.STEP_DUE: {14: Reach.OWN, 0: Reach.OWN, -7: Reach.OWN, -30: Reach.ALTERNATE},
    Kind.STEP_STALE: {0: Reach.OWN, -30: Reach.OWN},
    Kind.STATUS_STALE: {0: Reach.OWN},
    Kind.INDICATOR_DUE: {0: Reach.OWN, -30: Reach.ALTERNATE},
    Kind.TERM_END: {90: Reach.ALTERNATE, 30: Reach.ALTERNATE},
    Kind.POST_VACANT: {0: Reach.OWN},
    Kind.WEEKLY_BOARD: {0: Reach.OWN},
    Kind.PHASE: {30: Reach.OWN, 0: Reach.OWN},
}


@transaction.atomic
def load(folder=FOLDER):
    """Bring the database in step with the files of `folder`; return a Tally for every kind, in order.

    Raises BrokenReference, with nothing loaded, where a file is missing, is not sound YAML or names what is not there.
    """
    sensitive_before = sensitivity.sensitive_words()
    states, states_tally = _states(folder)
    clusters, clusters_tally = _clusters(folder)
    themes, themes_tally = _themes(folder, clusters)
    _groups_by_code, groups_tally = _groups(folder)
    sensitivity.mark_newly(sensitive_before)
    goals, goals_tally = _goals(folder)
    targets, targets_tally = _targets(folder, goals)
    return [
        states_tally,
        clusters_tally,
        themes_tally,
        groups_tally,
        goals_tally,
        targets_tally,
        *_rights(folder),
        *_service_areas(folder, themes, targets),
        *_calendar(folder, states),
        _reminder_rules(),
    ]


def _states(folder):
    return sync(
        State,
        ["iso3"],
        [
            {
                "iso3": entry["iso3"],
                "iso2": entry["iso2"],
                "name": entry["names"]["en"],
                "names": entry["names"],
                "aliases": entry["aliases"],
                "is_observer": entry.get("observer", False),
            }
            for entry in read(folder, "states")
        ],
    )


def _clusters(folder):
    entries = enumerate(read(folder, "clusters"), start=1)
    rows = [{"code": entry["code"], "labels": entry["labels"], "order": order} for order, entry in entries]
    return sync(Cluster, ["code"], rows)


def _themes(folder, clusters):
    """Today's themes first: the earlier ones point to them."""
    themes, tally = {}, Tally("")
    entries = read(folder, "themes")
    for is_current in (True, False):
        rows = [
            {
                "vocabulary": entry["vocabulary"],
                "name": entry["label"],
                "code": entry["code"],
                "labels": entry["labels"],
                "is_sensitive": entry.get("sensitive", False),
                "cluster_id": known(clusters, (entry["cluster"],), "themes").pk,
                "current_id": entry["current"] and known(themes, (CURRENT_VOCABULARY, entry["current"]), "themes").pk,
            }
            for entry in entries
            if (entry["vocabulary"] == CURRENT_VOCABULARY) is is_current
        ]
        themes, counted = sync(Theme, ["vocabulary", "name"], rows)
        tally = counted + tally
    return themes, tally


def _groups(folder):
    return sync(
        Group,
        ["code"],
        [
            {
                "code": entry["code"],
                "labels": entry["labels"],
                "aliases": entry["aliases"],
                "is_sensitive": entry.get("sensitive", False),
                "is_hidden_as_filter": entry.get("hide_as_filter", False),
            }
            for entry in read(folder, "groups")
        ],
    )


def _goals(folder):
    rows = [{"number": entry["number"], "labels": entry["labels"]} for entry in read(folder, "goals")]
    return sync(Goal, ["number"], rows)


def _targets(folder, goals):
    rows = [
        {
            "code": entry["code"],
            "goal_id": known(goals, (entry["goal"],), "targets").pk,
            "order": order,
            "labels": entry["labels"],
        }
        for order, entry in enumerate(read(folder, "targets"), start=1)
    ]
    return sync(Target, ["code"], rows)


def _rights(folder):
    entries = read(folder, "rights")
    rows = [{"code": row["code"], "labels": row["labels"], "order": order} for order, row in enumerate(entries, 1)]
    rights, rights_tally = sync(Right, ["code"], rows)
    rows = [
        {"code": row["code"], "labels": row["labels"], "order": order, "right_id": rights[(right["code"],)].pk}
        for right in entries
        for order, row in enumerate(right["attributes"], 1)
    ]
    return [rights_tally, sync(Attribute, ["code"], rows)[1]]


def _service_areas(folder, themes, targets):
    entries = read(folder, "service_areas")
    rows = [
        {
            "code": entry["code"],
            "labels": entry["labels"],
            "hints": entry["hint"],
            "is_mostly_national": entry.get("national", False),
            "order": order,
        }
        for order, entry in enumerate(entries, start=1)
    ]
    areas, tally = sync(ServiceArea, ["code"], rows)
    theme_pairs = {
        (areas[(entry["code"],)].pk, known(themes, (CURRENT_VOCABULARY, name), "service_areas").pk)
        for entry in entries
        for name in entry["themes"]
    }
    target_pairs = {
        (areas[(entry["code"],)].pk, known(targets, (code,), "service_areas").pk)
        for entry in entries
        for code in entry["targets"]
    }
    return [
        tally,
        link(ServiceArea.themes.through, ("servicearea_id", "theme_id"), theme_pairs, _("themes of service areas")),
        link(ServiceArea.targets.through, ("servicearea_id", "target_id"), target_pairs, _("targets of service areas")),
    ]


def _calendar(folder, states):
    calendar = read(folder, "calendar")
    sessions, sessions_tally = sync(
        Session,
        ["number"],
        [
            {
                "number": entry["session"],
                "cycle": entry["cycle"],
                "month": datetime.date.fromisoformat(f"{entry['month']}-01"),
                "starts": entry["starts"],
                "ends": entry["ends"],
                "adopting_session": entry["hrc_session"],
                "is_confirmed": entry["confirmed"],
            }
            for entry in calendar["sessions"]
        ],
    )
    rows = [
        {
            "state_id": known(states, (entry["iso3"],), "calendar").pk,
            "cycle": entry["cycle"],
            "session_id": known(sessions, (entry["session"],), "calendar").pk,
            "is_confirmed": entry["confirmed"],
        }
        for entry in calendar["reviews"]
    ]
    _reviews, reviews_tally = sync(CalendarEntry, ["state_id", "cycle"], rows)
    return [sessions_tally, reviews_tally]


def _reminder_rules():
    """Only what is missing: what the administration changed or switched off stays as it is."""
    stored = set(ReminderRule.objects.of_site().values_list("kind", "days_before"))
    rules = [
        ReminderRule(kind=kind, days_before=days, reach=reach)
        for kind, stages in REMINDER_STAGES.items()
        for days, reach in stages.items()
    ]
    missing = [rule for rule in rules if (rule.kind, rule.days_before) not in stored]
    ReminderRule.objects.bulk_create(missing)
    return Tally(str(ReminderRule._meta.verbose_name_plural), new=len(missing), same=len(rules) - len(missing))
