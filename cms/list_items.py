"""Names for the items of lists in a page's blocks: without them nobody could translate an item by itself."""

import json
import uuid

NAMESPACE = uuid.UUID("0c5b0f0e-6a4f-4e0c-9a55-3d7f0d3b8a21")


def named(value, path=""):
    """The raw value of blocks with a name for every item of its lists that has none.

    `path` says where the value stands; the same item at the same place gets the same name each time.
    """
    if isinstance(value, dict):
        return {key: named(part, f"{path}/{key}") for key, part in value.items()}
    if not isinstance(value, list):
        return value
    return [item_of(item, f"{path}/{place}") for place, item in enumerate(value)]


def item_of(item, path):
    """One item of a list, or one block of a stream, which has its name already."""
    if isinstance(item, dict) and {"type", "value"} <= set(item):
        name = item.get("id") or new_name(path, item["value"])
        return {**item, "id": name, "value": named(item["value"], name)}
    name = new_name(path, item)
    return {"type": "item", "id": name, "value": named(whole(item), name)}


def whole(item):
    """The item with its optional text, which nobody could translate where it is not even empty."""
    if isinstance(item, dict) and "term" in item:
        return {"short": "", **item}
    return {**item, "text": ""} if isinstance(item, dict) and set(item) == {"title"} else item


def new_name(path, value):
    """A name that follows from the place and what stands there."""
    return str(uuid.uuid5(NAMESPACE, f"{path} {json.dumps(value, sort_keys=True)}"))
