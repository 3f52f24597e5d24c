"""Reads settings from environment variables, and says so loudly when a value makes no sense."""

import importlib.util
import os
import re
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name, default=""):
    """The variable's text, or what stands in the file named by NAME_FILE (for container secrets)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read: {path}") from error
    return os.environ.get(name, default).strip()


def boolean(name, default):
    """True or False; raises ImproperlyConfigured for anything but yes/no words."""
    value = text(name, "1" if default else "0").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}")
    return value in TRUE


def integer(name, default):
    """A whole number; raises ImproperlyConfigured otherwise."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


def words(name, default=""):
    """A list from a comma-separated value."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name, choices, default):
    """One of `choices`; raises ImproperlyConfigured otherwise."""
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value


def choices(name, known, default):
    """Words out of `known`, separated by commas, at least one; raises ImproperlyConfigured otherwise."""
    chosen = words(name, default)
    if not chosen or not set(chosen) <= set(known):
        raise ImproperlyConfigured(f"{name} must be some of {', '.join(known)}, not {text(name, default)!r}")
    return chosen


def is_module(path):
    """Whether there is a module at this dotted path; it is not loaded."""
    try:
        return bool(path) and importlib.util.find_spec(path) is not None
    except (ImportError, ValueError):
        return False


def kept_secret(path, length=50):
    """A secret of `length` random bytes, made at the first call and kept in `path` for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(length))
    return path.read_text(encoding="ascii")


def rate(name, default):
    """How often in which time, such as "120/min"; raises ImproperlyConfigured for anything else."""
    value = text(name, default)
    if not re.fullmatch(r"[1-9]\d{0,6}/(sec|min|hour|day)", value):
        raise ImproperlyConfigured(f"{name} must be a number and a time such as 120/min, not {value!r}")
    return value
