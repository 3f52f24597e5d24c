"""The way down to the pages of the register, and to the surveys that fill it."""

from django.urls import reverse
from django.utils.translation import gettext as _


def trail(*steps):
    """Breadcrumbs from the start page down; the last step is the page itself."""
    start = (_("Home"), reverse("wagtail_serve", args=[""]))
    return [start, (_("Engagement register"), reverse("cms:profile-list") if steps else ""), *steps]
