"""Finds what is due, and delivers each mail once."""


def select_due(now):
    """Find what is due."""
    raise NotImplementedError


def deliver(pk, *, now):
    """Send one mail."""
    raise NotImplementedError


def expire_stale(now):
    """Mark what was interrupted."""
    raise NotImplementedError
