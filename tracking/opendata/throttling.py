"""How often a visitor may ask: counted under a keyed hash of the address and the day, never under the address."""

import ipaddress

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from rest_framework.throttling import SimpleRateThrottle

IPV6_NETWORK = 64  # bits: what one household or office has


class VisitorThrottle(SimpleRateThrottle):
    """One rate for everybody, signed in or not; `setting` names it, such as "120/min"."""

    setting = ""

    def get_rate(self):
        """The rate that the installation sets."""
        return getattr(settings, self.setting)

    def get_cache_key(self, request, view):
        """A key that nobody can turn back into an address, and that changes every day."""
        return self.cache_format % {"scope": self.setting, "ident": sum_of(self.get_ident(request))}


class ApiThrottle(VisitorThrottle):
    """Answers of the API."""

    setting = "API_RATE"


class DownloadThrottle(VisitorThrottle):
    """Whole files, which cost more."""

    setting = "DOWNLOAD_RATE"


def sum_of(address):
    """A sum of a network address and the day that nobody can turn back without the site's key."""
    return salted_hmac("visitor", f"{timezone.now():%Y-%m-%d} {visitor(address)}").hexdigest()


def visitor(address):
    """The network of an address: of IPv6 the part that one visitor keeps; what is no address, as it is."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return str(address)
    return str(ipaddress.ip_network(f"{found}/{IPV6_NETWORK}", strict=False)) if found.version == 6 else str(found)
