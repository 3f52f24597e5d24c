"""Which contributions a report knows, and each of them as it was submitted."""

from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Contribution, Membership
from .answer_entries import ContributionEntry, ReplyEntry


def accepted_contributions(call):
    """The newest accepted version of each government, as a list with government at hand, without its snapshot.

    Once an edition is locked, those that it tells of: every other language tells of the same.
    """
    locked = call.reports.locked().defer("content").order_by("locked_at", "pk").first()
    found = locked.contributions.all() if locked else Contribution.objects.newest_accepted(call)
    return sorted(found.for_listing().defer("snapshot"), key=lambda row: (row.local_government.name, row.pk))


def population_of(governments, parents):
    """The people who live in these governments, each territory once: a city inside a listed region adds nothing.

    `parents` gives the pk of the government around a government by its pk, for all of the State: a province that
    is not listed still ties its city to a listed region. None where a figure is not known.
    """
    listed = {government.pk for government in governments}
    outermost = [government for government in governments if listed.isdisjoint(around(government.pk, parents))]
    figures = [government.population for government in outermost]
    return None if None in figures else sum(figures)


def around(pk, parents):
    """The pks of the governments around a government, from the nearest outwards."""
    found = []
    while (pk := parents.get(pk)) and pk not in found:
        found.append(pk)
    return found


def entries_of(contributions, answers, names):
    """The ContributionEntries of a report; `answers` are those of each by the contribution's pk. One query."""
    people = {row.prepared_by_id for row in contributions} | {row.approved_by_id for row in contributions}
    members = Membership.objects.filter(user__in=people, local_government__isnull=False).order_by("pk")
    roles = defaultdict(list)
    for member in members:
        roles[member.user_id, member.local_government_id].append(member.role)
    return tuple(contribution_entry(row, roles, answers.get(row.pk, ()), names) for row in contributions)


def contribution_entry(row, roles, answers, names):
    """A contribution as it was submitted; `roles` are lists of role codes by (user pk, government pk)."""
    government = row.local_government
    return ContributionEntry(
        government=names.word(government.pk),
        government_code=names.code(government.pk),
        level=government.get_level_display(),
        population=government.population,
        version=row.version,
        prepared_by_role=role_word(held_in(roles, row.prepared_by_id, government), Membership.Role.OFFICER),
        approved_by_role=role_word(held_in(roles, row.approved_by_id, government), Membership.Role.APPROVER),
        approved_on=timezone.localdate(row.submitted_at),
        accepted_on=timezone.localdate(row.decided_at),
        answers=answers,
        checksum=row.checksum,
        on_behalf_of=row.on_behalf_of,
        replies=tuple(ReplyEntry(reply["text"], reply["answer"]) for reply in row.frozen_replies or ()),
    )


def held_in(roles, user, government):
    """The roles of a person in a government, else in the one that collects for it."""
    above = roles[user, government.parent_id] if government.is_collected_by_parent else []
    return roles[user, government.pk] or above


def role_word(held, acted_as):
    """The role in which somebody acted where they still hold it, else one they hold now, else "former staff"."""
    if not held:
        return _("former staff")
    return str(Membership.Role(acted_as if acted_as in held else held[0]).label)
