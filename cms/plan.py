"""What a page of the starter tree is."""

from dataclasses import dataclass

from wagtail.models import Page

HOME = "home"


@dataclass(frozen=True)
class Plan:
    """One page of the tree: its name (also of its content file), type, parent's name and place in menus."""

    key: str
    model: type[Page]
    parent: str = ""
    is_in_menus: bool = False
    is_only_one: bool = False  # at most one of its type below its parent

    @property
    def slug(self):
        """The last part of its address: its name without the folder of its content file."""
        return self.key.rpartition("/")[2]
