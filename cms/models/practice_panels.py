"""The editing form of a practice, in the order in which people think of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel


class ProposalPanel(Panel):
    """What a government and the editors wrote to each other about the practice; nothing where it proposed none."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page."""

        template_name = "cms/admin/practice_proposal.html"

        def is_shown(self):
            """Only where a government proposed it."""
            return bool(self.instance.pk) and hasattr(self.instance, "proposal")

        def get_context_data(self, parent_context=None):
            """The proposal and the words that went to and fro."""
            proposal = self.instance.proposal
            return {"self": self, "proposal": proposal, "exchange": proposal.exchange()}


def fields(*names):
    """A panel for each field."""
    return [FieldPanel(name) for name in names]


def group(heading, *names, help_text="", is_open=True):
    """Fields under one heading."""
    classname = "" if is_open else "collapsed"
    return MultiFieldPanel(fields(*names), heading=heading, help_text=help_text, classname=classname)


PANELS = [
    ProposalPanel(heading=_("Proposed by a government")),
    MultiFieldPanel(
        [
            *fields("summary", "kind", "maturity"),
            FieldRowPanel(fields("start_date", "end_date")),
        ],
        heading=_("In short"),
    ),
    MultiFieldPanel(
        [
            *fields("city", "place_name", "country", "authority_level", "population_class"),
            FieldRowPanel(fields("latitude", "longitude")),
        ],
        heading=_("Where"),
        help_text=_("The position puts the practice on the map: of the city, never of a shelter or another house."),
    ),
    group(_("Why, and for whom"), "context", "problem", "participation"),
    group(
        _("What was done"),
        "what_was_done", "lead_department", "partners", "standing_collaboration", "legal_basis",
    ),
    group(_("What came of it"), "results", "results_date", "result_kinds", "outcome", "costs"),
    group(_("What was hard"), "challenges", "challenge_kinds", "what_did_not_work"),
    group(_("For others"), "lessons", "transfer", "sustainability"),
    group(_("Recommendations, SDG targets and steps"), "review", "paragraphs", "target_codes", "steps"),
    group(_("Themes"), "themes", is_open=False),
    group(_("Human rights"), "rights", is_open=False),
    group(_("Groups of persons"), "groups", is_open=False),
    group(_("Service areas"), "service_areas", is_open=False),
    InlinePanel("evidence", heading=_("Sources and evidence"), label=_("source")),
    MultiFieldPanel(
        [
            *fields("source_note", "review_status"),
            FieldRowPanel(fields("evaluated_by", "evaluated_on")),
            *fields("second_reader", "last_verified", "corrections", "is_free_of_individuals"),
        ],
        heading=_("Review and safety"),
        help_text=_("The status stands beside the title. Checks and upheld corrections are listed under the text."),
    ),
    group(
        _("Author, contact and picture"),
        "author_body", "contact_mailbox", "licence", "languages", "image", "image_alt",
    ),
]  # fmt: skip
