"""Says how to sign in to the demo."""

from django.core.management import BaseCommand

from tracking import demo
from upr_local.management.commands.load_demo import demo_password

SHOWN = ("officer.almirena", "approver.almirena", "coordinator@", "commenter@", "editor@")


class Command(BaseCommand):
    """One sign-in each for a city officer, a city approver, a national coordinator, a commenter and an editor."""

    help = "Print the sign-ins of the demo State (--all for every account)."

    def add_arguments(self, parser):
        """--all prints every account of the demo."""
        parser.add_argument("--all", action="store_true", help="print every account")

    def handle(self, *args, **options):
        """Mail address, password and role, one account a line."""
        self.stdout.write("Sign in to the demo (it is fictional, and so are its people):")
        for email, roles in demo.accounts():
            if options["all"] or email.startswith(SHOWN):
                self.stdout.write(f"  {email:<34} {demo_password():<14} {roles}")
