"""What a locked report keeps as it is."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .call import Call


def hold_unlocked(call):
    """Hold the call for this transaction, so that who writes its report waits; ValidationError once it is locked."""
    held = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if held.is_locked:
        raise ValidationError(_("The report is locked; nothing changes any more."))
