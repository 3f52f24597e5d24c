"""From the numbers that editors type to the rows they mean."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracking.models import Recommendation, Target


def numbers_in(text):
    """The numbers in a text such as "120.3, 120.7", each once and in its order."""
    return list(dict.fromkeys(re.findall(r"[^\s,;]+", text)))


def find_targets(codes):
    """(SDG targets with these codes ("10.2, 11.b"), a sentence naming those that do not exist or "")."""
    wanted = [code.lower() for code in numbers_in(codes)]
    found = list(Target.objects.filter(code__in=wanted)) if wanted else []
    unknown = [code for code in wanted if code not in {target.code for target in found}]
    if not unknown:
        return found, ""
    problem = ngettext("There is no SDG target %(codes)s.", "There are no SDG targets %(codes)s.", len(unknown))
    return found, problem % {"codes": ", ".join(unknown)}


def find_recommendations(review, paragraphs):
    """(recommendations of the review with these paragraph numbers ("120.3, 120.7"), a sentence on what is wrong or "").

    Wrong are numbers that the review does not have, and numbers without a review.
    """
    wanted = numbers_in(paragraphs)
    if wanted and review is None:
        return [], _("Say to which review the paragraph numbers belong.")
    found = list(Recommendation.objects.filter(review=review, paragraph__in=wanted)) if wanted else []
    unknown = [number for number in wanted if number not in {row.paragraph for row in found}]
    if not unknown:
        return found, ""
    problem = ngettext(
        "%(review)s has no recommendation %(numbers)s.",
        "%(review)s has no recommendations %(numbers)s.",
        len(unknown),
    )
    return found, problem % {"review": review, "numbers": ", ".join(unknown)}
