"""What a locked report keeps as it is."""

from .call import Call


def hold_calls(review):
    """Hold all calls of a review for this transaction, so that who compiles or locks their reports waits."""
    held = Call.objects.select_for_update(no_key=True).filter(review=review).order_by("pk")
    list(held.values_list("pk"))


def hold_unlocked(call):
    """Hold the call for this transaction, so that who writes its report waits; ValidationError once it is locked."""
    Call.objects.select_for_update(no_key=True).get(pk=call.pk).expect_unlocked()
