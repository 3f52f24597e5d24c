"""Keeps one visitor from writing without end. The address of a visitor is never kept, only a keyed sum of it."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac


def is_flooding(request, kind, most, seconds):
    """Count one more writing of this kind by the visitor; True where that makes more than `most` in so many seconds."""
    try:
        address = get_adapter().get_client_ip(request) or ""
    except PermissionDenied:  # no address can be made out: all such visitors count as one
        address = ""
    key = f"cms-flooding:{kind}:{salted_hmac('cms.practices.flooding', address).hexdigest()}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two lines
        return False
