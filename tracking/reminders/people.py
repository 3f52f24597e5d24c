"""Who hears what: read once, asked for many matters."""

from collections import defaultdict

from django.db.models import Q

from ..models import Membership, ReminderRule
from .matter import Audience

Reach = ReminderRule.Reach
Role, Post = Membership.Role, Membership.Post


class People:
    """The active people of all governments and States, or only of those named; one query.

    Who cannot be reached, because mails to the address fail, still hears; the next in line then hears too.
    """

    def __init__(self, governments=None, states=None):
        self.roles, self.posts = defaultdict(list), {}
        members = Membership.objects.filter(user__is_active=True).exclude(role=Role.COMMENTER)
        if governments is not None:
            places = {place for government in governments for place in government.answering}
            members = members.filter(Q(local_government__in=places) | Q(state__in=states or ()))
        for row in members.select_related("user").order_by("pk"):
            self.roles[row.role, row.local_government_id or row.state_id].append(row.user)
            if row.post:
                self.posts[row.post, row.local_government_id] = row.user

    def coordinators(self, state_id):
        """The State's coordinators."""
        return list(self.roles[Role.COORDINATOR, state_id])

    def of(self, government):
        """Who answers for the government first.

        Its focal point, else its officers, else its approvers, then the same of the government that collects for it;
        where nobody is there, the coordinators.
        """
        return _until_reached([*self._line_of(government), self.coordinators(government.state_id)])

    def alternates(self, government):
        """Who hears next: the alternate, else everybody else who writes for the government."""
        alternates = [self._post(Post.ALTERNATE, place) for place in government.answering]
        return _until_reached([*alternates, self.writers(government)])

    def approvers(self, government):
        """Who can approve for the government, and for those it collects for."""
        return [person for place in government.answering for person in self.roles[Role.APPROVER, place]]

    def writers(self, government):
        """Who can write for the government; those of the one that collects for it too."""
        roles = (Role.OFFICER, Role.APPROVER)
        return [person for place in government.answering for role in roles for person in self.roles[role, place]]

    def has_focal_point(self, government):
        """Whether somebody is focal point of the government, or of the one that collects for it."""
        return any(self._post(Post.FOCAL_POINT, place) for place in government.answering)

    def has_anybody(self, government):
        """Whether somebody has an account for the government itself."""
        return any(self.roles[role, government.pk] for role in Membership.LOCAL_ROLES)

    def hearing(self, matter, reach):
        """The people whom a stage of this reach tells of the matter, first those whose matter it is; nobody twice."""
        found = dict.fromkeys(self._first(matter))
        government = matter.government
        if government and reach in (Reach.ALTERNATE, Reach.COORDINATOR):
            found |= dict.fromkeys([*self.of(government), *self.alternates(government)])
        if reach == Reach.COORDINATOR:
            found |= dict.fromkeys(self.coordinators(matter.state_id))
        return [person for person in found if person.pk != matter.not_to]

    def _first(self, matter):
        audience, coordinators = matter.audience, self.coordinators(matter.state_id)
        if audience == Audience.COORDINATORS or matter.government is None:
            return coordinators
        if audience == Audience.GOVERNMENT:
            return self.of(matter.government)
        approvers = [person for person in self.approvers(matter.government) if person.pk != matter.not_to]
        if audience == Audience.APPROVERS_AND_COORDINATORS:
            return [*approvers, *coordinators]
        return _until_reached([approvers, coordinators])

    def _line_of(self, government):
        """The people of the government and of the one that collects for it, group by group, the nearest first."""
        for place in government.answering:
            focal_point = self._post(Post.FOCAL_POINT, place)
            yield focal_point
            if focal_point:
                yield self._post(Post.ALTERNATE, place)
            yield self.roles[Role.OFFICER, place]
            yield self.roles[Role.APPROVER, place]

    def _post(self, post, place):
        person = self.posts.get((post, place))
        return [person] if person else []


def _until_reached(groups):
    """The people of the first group with somebody in it; the groups after it too while nobody can be reached."""
    found = {}
    for group in groups:
        found |= dict.fromkeys(group)
        if any(not person.mail_failing_since for person in group):
            break
    return list(found)
