"""Where the demo's rows stand as text."""

from pathlib import Path

import yaml

FOLDER = Path(__file__).parent.parent / "reference" / "demo"


def entries(name):
    """What stands in one file of the demo."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
