"""Whether a line speaks to the people of the government it is about, or to those who serve its State."""

from django.urls import reverse

from ...models import LocalGovernment


def mark_own(items, recipient):
    """Say of each line, in one query for all, whether its government is the recipient's own."""
    own = set(LocalGovernment.objects.of_user(recipient).values_list("pk", flat=True)) if items else set()
    for item in items:
        item.is_own = item.local_government_id in own


def is_own(item):
    """Whether the recipient answers for the government; else it is the coordinator who hears of it."""
    if not hasattr(item, "is_own"):
        mark_own([item], item.recipient)
    return item.is_own


def own_path(item, path):
    """`path` for the government's people; its people's page for a coordinator, who hears because nobody is there."""
    return path if is_own(item) else reverse("tracking:people-list", args=[item.local_government_id])
