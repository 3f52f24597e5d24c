"""Gives names to the items of lists on pages that were made before items had any; of the words nothing changes."""

import json

from cms.list_items import named
from cms.models import GuidancePage, HomePage, ModulePage, StandardPage, StarterPage

STREAMS = {HomePage: "entrances", GuidancePage: "body", StandardPage: "body", ModulePage: "body"}
DONE = "named-list-items"


def name_list_items():
    """Do it once a site, for what is published and for the newest version of each page."""
    if not StarterPage.objects.get_or_create(key=DONE, language="")[1]:
        return
    for model, field in STREAMS.items():
        for page in model.objects.select_related("latest_revision"):
            before = list(getattr(page, field).raw_data)
            if (after := named(before)) != before:
                setattr(page, field, json.dumps(after))
                page.save(update_fields=[field], clean=False)
            name_in_version(page.latest_revision, field)


def name_in_version(revision, field):
    """The same in a kept version of a page; None has nothing."""
    if revision is None or field not in revision.content:
        return
    before = revision.content[field]
    after = json.dumps(named(json.loads(before)))
    if after != before:
        revision.content[field] = after
        revision.save(update_fields=["content"])
