"""Short texts to phones: the seam for a gateway (SMS, a messenger); without one, nothing is sent.

The setting MESSAGE_GATEWAY names a class by its dotted path. tracking/gateways/base.py says how to write another one.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Gateway, GatewayError

__all__ = ["Gateway", "GatewayError", "chosen"]


def chosen():
    """The gateway of this installation, or None."""
    return import_string(settings.MESSAGE_GATEWAY)() if settings.MESSAGE_GATEWAY else None
