"""Who may have an account."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitedOnly(DefaultAccountAdapter):
    """Accounts are made by invitation: nobody signs up on their own."""

    def is_open_for_signup(self, request):
        """Never: the sign-up page says that accounts are given by the national coordinator."""
        return False
