"""What is public at this moment, asked with every search: the index may lag behind, the answer never does."""

from django.db.models import Q

from tracking.models import LocalGovernment, Report

from . import records
from .sources import public_documents, public_pages


def is_public():
    """A Q that keeps the entries whose thing is public at this moment; a fixed number of queries."""
    return (
        Q(page__in=public_pages().values("pk"))
        | Q(report__in=Report.objects.published().values("pk"))
        | Q(government__in=LocalGovernment.objects.publishing().values("pk"))
        | Q(document__in=public_documents().values("pk"))
        | records.is_public()
    )
