"""Which input the report of a call knows: the newest accepted version of each government that the call asks."""

from django.db.models import Exists, OuterRef

from ..models import Contribution


def known_contributions(call):
    """The keys of these contributions as a list: one query, and cheap to ask answers by."""
    newer = Contribution.objects.accepted().filter(
        call=OuterRef("call"), local_government=OuterRef("local_government"), version__gt=OuterRef("version")
    )
    asked = Contribution.objects.accepted().filter(call=call, local_government__in=call.governments_asked())
    return list(asked.filter(~Exists(newer)).order_by().values_list("pk", flat=True))
