"""The editing form of a practice, in the order in which people think of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel


def fields(*names):
    """A panel for each field."""
    return [FieldPanel(name) for name in names]


PANELS = [
    MultiFieldPanel(
        [
            *fields("city", "place_name", "summary", "kind", "maturity"),
            FieldRowPanel(fields("start_date", "end_date")),
        ],
        heading=_("In short"),
    ),
    MultiFieldPanel(
        fields("problem", "participation", "legal_basis", "lead_department", "partners", "what_was_done"),
        heading=_("What was done"),
    ),
    MultiFieldPanel(
        fields("results", "results_date", "costs", "challenges", "what_did_not_work"),
        heading=_("What came of it"),
    ),
    MultiFieldPanel(fields("lessons", "transfer", "sustainability"), heading=_("For others")),
    MultiFieldPanel(fields("review", "paragraphs", "target_codes"), heading=_("Recommendations and SDG targets")),
    MultiFieldPanel(fields("themes"), heading=_("Themes"), classname="collapsed"),
    MultiFieldPanel(fields("groups"), heading=_("Groups of persons"), classname="collapsed"),
    InlinePanel("evidence", heading=_("Sources and evidence"), label=_("source")),
    MultiFieldPanel(
        [
            *fields("review_status", "second_reader", "last_verified", "corrections"),
            FieldPanel("is_free_of_individuals"),
        ],
        heading=_("Review and safety"),
    ),
    MultiFieldPanel(
        fields("author_body", "contact_mailbox", "licence", "languages", "image", "image_alt"),
        heading=_("Author, contact and picture"),
    ),
]
