"""How often one visitor may write: enough for an office behind one address, too little for a flood."""

from allauth.core import ratelimit


def is_within(request, action):
    """Count one use of the action (a key of ACCOUNT_RATE_LIMITS); whether it was within the limit."""
    return ratelimit.consume(request, action=action)
