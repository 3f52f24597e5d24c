"""Reads the reference files, and says loudly where one cannot be used."""

from pathlib import Path

import yaml
from django.utils.translation import gettext as _

FOLDER = Path(__file__).parent / "reference"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster where it was built


class BrokenReference(ValueError):
    """A reference file cannot be used; the message says which file, and what is wrong with it."""


def read(folder, name):
    """What stands in one file; raises BrokenReference where it is missing or is not sound YAML."""
    try:
        return yaml.load((folder / f"{name}.yml").read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 -- safe
    except (OSError, yaml.YAMLError) as error:
        raise BrokenReference(_("%(file)s.yml cannot be read: %(error)s") % {"file": name, "error": error}) from error


def known(rows, key, file):
    """The row of this natural key; raises BrokenReference where there is none."""
    if key not in rows:
        message = _("%(file)s.yml names “%(key)s”, which stands in no file.")
        raise BrokenReference(message % {"file": file, "key": " ".join(map(str, key))})
    return rows[key]
