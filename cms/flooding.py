"""How often one visitor may write: enough for an office behind one address, too little for a flood.

The address of a visitor is never kept, only a keyed sum of it that changes every day. Surveys, news and notices about
practices all count here; the limits stand in ACCOUNT_RATE_LIMITS.
"""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.core.exceptions import PermissionDenied

from tracking.opendata.throttling import sum_of


def is_within(request, action, key=None):
    """Count one use of the action by `key`, or else by the visitor; whether it was within the limit."""
    return ratelimit.consume(request, action=action, key=key or sum_of(address_of(request)))


def address_of(request):
    """The network address of the visitor; "" where none can be made out, so that all such visitors count as one."""
    try:
        return get_adapter().get_client_ip(request) or ""
    except PermissionDenied:
        return ""
