"""The national secretariat's desk in the CMS admin: who takes part, and what the calendar and the rules are.

Only people who may see every row get these permissions (the group "National secretariat" and superusers): the
admin asks for a permission on the model, not on the row. City officers work on the site's own pages.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .models import Competence, LocalGovernment, Membership, ReminderRule, Review


class LocalGovernmentViewSet(ModelViewSet):
    """Cities and regions of a State."""

    model = LocalGovernment
    icon = "home"
    menu_label = _("Cities and regions")
    list_display = ["name", "level", "state", "population", "role_mailbox"]
    list_filter = ["state", "level"]
    search_fields = ["name"]
    form_fields = [
        "state",
        "parent",
        "is_collected_by_parent",
        "name",
        "slug",
        "level",
        "population",
        "population_year",
        "language",
        "other_languages",
        "time_zone",
        "role_mailbox",
        "term_starts_on",
        "term_ends_on",
    ]


class MembershipViewSet(ModelViewSet):
    """Who does what for whom."""

    model = Membership
    icon = "group"
    menu_label = _("Roles")
    list_display = ["user", "role", "local_government", "state"]
    list_filter = ["role", "state", "local_government"]
    form_fields = ["user", "role", "local_government", "state", "post", "organisation"]


class CompetenceViewSet(ModelViewSet):
    """What each government may do in each service area."""

    model = Competence
    icon = "key"
    menu_label = _("Competences")
    list_display = ["local_government", "service_area", "kind"]
    list_filter = ["local_government", "kind"]
    form_fields = ["local_government", "service_area", "kind", "legal_basis", "limits", "who_can"]


class ReviewViewSet(ModelViewSet):
    """Reviews of States. Their dates change on the site's own page, where calls and mails follow them."""

    model = Review
    icon = "calendar"
    menu_label = _("Reviews")
    list_display = ["state", "cycle", "session", "review_date", "adoption_date"]
    list_filter = ["cycle", "state"]
    form_fields = ["state", "mechanism", "cycle", "session", "symbol"]
    panels = [
        *(FieldPanel(name) for name in form_fields),
        HelpPanel(heading=_("Dates of the review"), template="tracking/partials/review_dates_help.html"),
    ]


class ReminderRuleViewSet(ModelViewSet):
    """When people hear of a date."""

    model = ReminderRule
    icon = "mail"
    menu_label = _("Reminder rules")
    list_display = ["kind", "days_before", "reach", "state", "call", "is_active"]
    list_filter = ["kind", "is_active"]
    form_fields = ["kind", "days_before", "reach", "state", "call", "is_active"]


class FollowUpViewSetGroup(ModelViewSetGroup):
    """One menu entry for the secretariat."""

    menu_label = _("Follow-up")
    menu_icon = "globe"
    menu_order = 250
    items = (
        LocalGovernmentViewSet(),
        MembershipViewSet(),
        CompetenceViewSet(),
        ReviewViewSet(),
        ReminderRuleViewSet(),
    )


@hooks.register("register_admin_viewset")
def register_follow_up():
    """Put the desk into the admin's menu."""
    return FollowUpViewSetGroup()
