"""Under which terms everybody may use the data, told in every answer and in every file."""

from django.conf import settings
from django.urls import reverse


def terms():
    """{"licence": {"name", "url"}, "source"}: the licence of the data, and the site to name with it."""
    name, address = settings.OPEN_DATA_LICENCE
    return {"licence": {"name": name, "url": address}, "source": settings.SITE_URL}


def links():
    """The header Link: the licence, the description of the API, and its documentation."""
    site = settings.SITE_URL
    found = {"license": settings.OPEN_DATA_LICENCE[1], "service-desc": site + reverse("api:openapi-json")}
    found["service-doc"] = site + reverse("opendata:api")
    return ", ".join(f'<{address}>; rel="{name}"' for name, address in found.items())
