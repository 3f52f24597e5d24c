"""`python -m tests.processes.people N`: a State whose N cities have one officer each, and an open call that is due."""

import datetime
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402 -- models come after the set-up
from django.utils import timezone  # noqa: E402

from tracking.models import Call, LocalGovernment, Membership, ReminderRule, Review, State, User  # noqa: E402


@transaction.atomic
def make(count):
    """N officers of N cities hear of a call whose last day is tomorrow; at any hour of any day."""
    now = timezone.now()
    state = State.objects.create(iso3="XPR", iso2="XP", name="Processland", working_days="1234567")
    review = Review.objects.create(state=state, cycle=4)
    cities = LocalGovernment.objects.bulk_create(
        LocalGovernment(state=state, name=f"City {number}", slug=f"city-{number}") for number in range(count)
    )
    officers = User.objects.bulk_create(
        User(email=f"officer{number}@example.org", quiet_from="00:00", quiet_until="00:00") for number in range(count)
    )
    Membership.objects.bulk_create(
        Membership(user=officer, role="officer", local_government=city)
        for officer, city in zip(officers, cities, strict=True)
    )
    day = timezone.localdate(now) + datetime.timedelta(days=2)
    opener = User.objects.create_user("opener@example.org")
    Call.objects.create(
        review=review, title="Input", target_date=day, deadline=day, status="open", opened_by=opener, opened_at=now
    )
    ReminderRule.objects.create(kind="call-deadline", days_before=7)


if __name__ == "__main__":
    make(int(sys.argv[1]))
