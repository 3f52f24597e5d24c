"""What the README sheet tells the person who fills the workbook in."""

from django.utils.translation import gettext_lazy as _

LINES = (
    (_("What this is"), _("What your government says about its recommendations, to fill in without a connection.")),
    (
        _("Where to write"),
        _("In the white cells. Grey cells and headings tell you what a row is about; leave them."),
    ),
    (_("New rows"), _("Write new steps, notes, amounts and values in the empty rows at the end of each sheet.")),
    (_("Lists"), _("Where a cell has a list, choose from it. Words of another language of the site are read too.")),
    (_("Dates and numbers"), _("Write dates like 2026-03-31, and numbers without the name of the currency.")),
    (
        _("Recommendations it answers"),
        _("In the sheet of steps: paragraph numbers, parted by ;"),
    ),
    (
        _("Steps in other sheets"),
        _("Name a step by its number: S and a number for one that exists, N1, N2 … for a new one."),
    ),
    (_("Individual cases"), _("Do not write about individual cases.")),
    (_("Nothing is deleted"), _("A row that you remove from this file stays on the site. Remove it there.")),
    (_("Bring it back"), _("Upload the file on the page where you downloaded it.")),
    (
        _("What happens then"),
        _(
            "You see what would change, cell by cell, and what somebody else changed on the site meanwhile. "
            "Only what you confirm is taken over."
        ),
    ),
    (
        _("If something is wrong"),
        _("You get this file back with the reason at the end of each row that could not be taken over."),
    ),
)


def instructions():
    """[(label, text)] in the language active now."""
    return [(str(label), str(text)) for label, text in LINES]
