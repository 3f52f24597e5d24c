"""How far a running import is. It lives in the cache: a row would be seen only once the import is through."""

from django.core.cache import cache

from ..models.source import LOST_AFTER


def tell(pk, percent):
    """Note how far (0 to 100) the import of the file with this key is."""
    cache.set(_key(pk), round(percent), LOST_AFTER.total_seconds())


def percent(pk):
    """How far the import is, from 0 to 100; 0 where nobody has said anything yet."""
    return cache.get(_key(pk), 0)


def forget(pk):
    """Drop the note of an import that ended."""
    cache.delete(_key(pk))


def _key(pk):
    return f"import-progress-{pk}"
