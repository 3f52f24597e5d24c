"""Prints the figures of a review's recommendations, by which an import can be checked against its source."""

import json

from django.core.management import BaseCommand, CommandError

from tracking.models import Recommendation, Review

LABELS = {
    "recommendations": "Recommendations",
    "supported": "Supported",
    "noted": "Noted",
    "state_pairs": "Pairs of recommendation and recommending State",
    "recommending_states": "Recommending States",
    "theme_links": "Themes set",
    "group_links": "Groups of persons set",
    "sdg_goal_links": "SDG goals set",
}


class Command(BaseCommand):
    """Counts what is stored of one UPR review."""

    help = "Count the recommendations of a review: recommendation_stats --state SVN --cycle 4 [--json]"

    def add_arguments(self, parser):
        """--state, --cycle and --json."""
        parser.add_argument("--state", required=True, help="ISO code of the State under review, three letters")
        parser.add_argument("--cycle", type=int, required=True, help="cycle of the Universal Periodic Review")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of a list to read")

    def handle(self, *args, state, cycle, **options):
        """Raise CommandError, saying which reviews there are, where this one does not exist."""
        reviews = Review.objects.filter(mechanism=Review.Mechanism.UPR).select_related("state")
        review = reviews.filter(state__iso3=state.upper(), cycle=cycle).first()
        if review is None:
            known = ", ".join(f"{row.state.iso3} {row.cycle}" for row in reviews.order_by("state__iso3", "cycle"))
            raise CommandError(f"There is no review of {state.upper()} in cycle {cycle}. Reviews: {known or 'none'}.")
        stats = Recommendation.objects.filter(review=review).stats()
        if options["json"]:
            self.stdout.write(json.dumps(stats))
            return
        self.stdout.write(str(review))
        for name, number in stats.items():
            self.stdout.write(f"{number:>8,}  {LABELS[name]}")
