"""Who does what for whom: the roles of people, and the posts of focal point and alternate."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .place import LocalGovernment, State
from .role import LOCAL_ROLES, NATIONAL_ROLES, STATE_ROLES, Role


class MembershipQuerySet(models.QuerySet):
    """Memberships."""

    def serving(self, user):
        """Those with which the person serves a State (coordinator, national viewer); a commenter serves none."""
        return self.filter(user=user, role__in=NATIONAL_ROLES)

    def posts_of(self, local_government):
        """{post: membership} of the government's focal point and alternate, those that are filled."""
        held = self.filter(local_government=local_government).exclude(post="").select_related("user")
        return {membership.post: membership for membership in held}


class Membership(models.Model):
    """One role of one person: for a local government, or for a State."""

    Role = Role
    LOCAL_ROLES, NATIONAL_ROLES, STATE_ROLES = LOCAL_ROLES, NATIONAL_ROLES, STATE_ROLES

    class Post(models.TextChoices):
        FOCAL_POINT = "focal-point", _("focal point")
        ALTERNATE = "alternate", _("alternate")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    local_government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    state = models.ForeignKey(State, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")
    post = models.CharField(_("post"), max_length=20, choices=Post.choices, blank=True)
    organisation = models.CharField(
        _("organisation"), max_length=150, blank=True, help_text=_("A ministry, an office, an association.")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    role__in=["officer", "approver", "viewer"],
                    local_government__isnull=False,
                    state__isnull=True,
                )
                | models.Q(
                    role__in=["coordinator", "national-viewer", "commenter"],
                    local_government__isnull=True,
                    state__isnull=False,
                ),
                name="membership_role_fits_its_place",
                violation_error_message=_("Local roles belong to a government, national roles to a State."),
            ),
            models.CheckConstraint(
                condition=models.Q(post="") | models.Q(role__in=["officer", "approver"]),
                name="membership_post_needs_a_writing_role",
                violation_error_message=_("Focal point and alternate are officers or approvers of a government."),
            ),
            models.CheckConstraint(
                condition=~models.Q(role="commenter") | ~models.Q(organisation=""),
                name="membership_commenter_names_the_organisation",
                violation_error_message=_("Name the organisation for which the commenter speaks."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "local_government"],
                condition=models.Q(local_government__isnull=False),
                name="membership_local_role_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "state"],
                condition=models.Q(state__isnull=False),
                name="membership_national_role_once",
            ),
            models.UniqueConstraint(
                fields=["local_government", "post"],
                condition=~models.Q(post=""),
                name="membership_post_once_per_government",
                violation_error_message=_("Somebody else holds this post."),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.local_government or self.state}"
