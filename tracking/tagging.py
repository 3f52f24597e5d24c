"""SDG targets on recommendations: proposed with reasons, set and removed by people."""

import dataclasses

from django.db import transaction
from django.utils.translation import gettext as _

from . import search
from .models import Competence, Event, ServiceArea, Target, TargetTag
from .relevance import current_theme

MOST_SUGGESTIONS = 3
MOST_USEFUL_TAGS = 3  # people are told that more than these blur the picture
WEIGHT = {Competence.Kind.OWN: 3, Competence.Kind.DELEGATED: 3, Competence.Kind.SHARED: 2}
GOAL_WEIGHT = 2


@dataclasses.dataclass(frozen=True)
class Suggestion:
    """An SDG target that may fit a recommendation, and the sentences that say why."""

    target: Target
    reasons: tuple


def suggest(recommendation, local_government):
    """[Suggestion]: at most three targets that the government's service areas serve, the most fitting first.

    A target counts when its service area answers a theme of the recommendation, and more when the source itself
    names the goal; targets that the government set already are left out.
    """
    links = recommendation.theme_links.select_related("theme")
    themes = {current_theme(link.theme): link.theme for link in links}
    goals = {goal.pk: goal for goal in recommendation.goals.all()}
    taken = set(own_tags(recommendation, local_government).values_list("target", flat=True))
    kinds = dict(local_government.competences.values_list("service_area", "kind"))
    scores, reasons = {}, {}
    for area in ServiceArea.objects.filter(pk__in=kinds).prefetch_related("themes", "targets__goal"):
        weight = WEIGHT.get(kinds[area.pk])
        matched = next((themes[current_theme(t)] for t in area.themes.all() if current_theme(t) in themes), None)
        if not weight or not (matched or goals):
            continue
        for target in area.targets.all():
            if target.pk in taken or not (matched or target.goal_id in goals):
                continue
            scores[target] = scores.get(target, 0) + (weight if matched else 0)
            reasons.setdefault(target, []).append(_area_reason(area, matched))
    for target in scores:
        if target.goal_id in goals:
            scores[target] += GOAL_WEIGHT
            reasons[target].append(_("The source names goal %(number)s.") % {"number": target.goal.number})
    ranked = sorted(scores, key=lambda target: (-scores[target], target.goal.number, target.order, target.code))
    return [Suggestion(target, tuple(dict.fromkeys(reasons[target]))) for target in ranked[:MOST_SUGGESTIONS]]


def _area_reason(area, theme):
    if theme:
        words = {"area": area.label, "theme": theme.label}
        return _("Your service area “%(area)s” serves it and answers “%(theme)s”.") % words
    return _("Your service area “%(area)s” serves it.") % {"area": area.label}


def own_tags(recommendation, local_government):
    """The tags that the government set on the recommendation."""
    return TargetTag.objects.filter(recommendation=recommendation).by_government(local_government)


@transaction.atomic
def accept(recommendation, target, local_government, *, by, now, is_suggested=False):
    """Set an SDG target for the government; False, and nothing written, where it is set already."""
    tag, is_new = TargetTag.objects.get_or_create(
        recommendation=recommendation,
        target=target,
        local_government=local_government,
        defaults={"set_by": by, "set_at": now, "is_suggested": is_suggested},
    )
    if is_new:
        _record(Event.Verb.TAGGED, tag, by=by, now=now, after={"target": target.code})
    return is_new


@transaction.atomic
def remove(recommendation, target, local_government, *, by, now):
    """Take one of the government's SDG targets off; False, and nothing written, where it is not set."""
    tag = own_tags(recommendation, local_government).filter(target=target).first()
    if tag is None:
        return False
    tag.delete()
    _record(Event.Verb.UNTAGGED, tag, by=by, now=now, before={"target": target.code})
    return True


def _record(verb, tag, *, by, now, **values):
    """The event of the change, and the search index brought up to date."""
    government, recommendation = tag.local_government, tag.recommendation
    Event.objects.record(verb, recommendation, by=by, now=now, local_government=government, **values)
    search.reindex([recommendation.pk])
