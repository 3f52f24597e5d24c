"""From the numbers that editors type to the rows they mean."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracking.models import Recommendation, Target


def numbers_in(text):
    """The numbers in a text such as "120.3, 120.7", each once and in its order."""
    return list(dict.fromkeys(re.findall(r"[^\s,;]+", text)))


def find_targets(codes):
    """The SDG targets with these codes ("10.2, 11.b"); raises ValidationError naming those that do not exist."""
    wanted = [code.lower() for code in numbers_in(codes)]
    found = list(Target.objects.filter(code__in=wanted)) if wanted else []
    unknown = [code for code in wanted if code not in {target.code for target in found}]
    if unknown:
        message = ngettext("There is no SDG target %(codes)s.", "There are no SDG targets %(codes)s.", len(unknown)) % {
            "codes": ", ".join(unknown)
        }
        raise ValidationError({"target_codes": message})
    return found


def find_recommendations(review, paragraphs):
    """The recommendations of the review with these paragraph numbers ("120.3, 120.7").

    Raises ValidationError naming the numbers that the review does not have, or where no review is given.
    """
    wanted = numbers_in(paragraphs)
    if not wanted:
        return []
    if review is None:
        raise ValidationError({"review": _("Say to which review the paragraph numbers belong.")})
    found = list(Recommendation.objects.filter(review=review, paragraph__in=wanted))
    unknown = [number for number in wanted if number not in {row.paragraph for row in found}]
    if unknown:
        message = ngettext(
            "%(review)s has no recommendation %(numbers)s.",
            "%(review)s has no recommendations %(numbers)s.",
            len(unknown),
        ) % {"review": review, "numbers": ", ".join(unknown)}
        raise ValidationError({"paragraphs": message})
    return found
