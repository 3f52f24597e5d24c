"""Erases the accounts of people who have had no role for 24 months, as the beat does every day."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from ... import invitations, personal_account


class Command(BaseCommand):
    """Safe to run at any time and as often as one likes."""

    help = "Erase accounts without any role for 24 months, and the addresses of old invitations."

    def handle(self, *args, **options):
        """Note who left, erase who left long ago, forget old invitations; prints the numbers."""
        now = timezone.now()
        personal_account.note_who_left(now)
        erased = personal_account.erase_left(now)
        self.stdout.write(ngettext("%d account erased", "%d accounts erased", erased) % erased)
        forgotten = invitations.forget_old(now)
        self.stdout.write(ngettext("%d invitation deleted", "%d invitations deleted", forgotten) % forgotten)
