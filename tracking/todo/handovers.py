"""Hand-over notes that somebody has not read yet."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import HandoverNote
from .lines import Line


def lines(government, user):
    """A line for each post that the person took over, until they say that they have read the note."""
    address = reverse("tracking:handover-pack", args=[government.pk])
    for note in HandoverNote.objects.to_read(user).filter(local_government=government):
        words = {"person": note.from_user, "post": note.title}
        yield Line(_("You take over from %(person)s (%(post)s): read the hand-over note") % words, address, "people")
