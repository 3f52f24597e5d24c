"""Notes that a repeated task ran, whoever woke it."""

import contextlib

from django.utils import timezone

from ..models import BackgroundRun


@contextlib.contextmanager
def noted(name):
    """Around a task (or as its decorator): note its begin, and its end or failure, under its name in the schedule."""
    runs = BackgroundRun.objects
    runs.begin(name, now=timezone.now())
    try:
        yield
    except Exception as error:
        runs.fail(name, now=timezone.now(), error=type(error).__name__)
        raise
    runs.end(name, now=timezone.now())
