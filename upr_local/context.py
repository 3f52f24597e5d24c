"""What every page template may use."""

from django.conf import settings
from django.utils import timezone

from tracking import background
from tracking.permissions import watches_background


def is_background_silent(request):
    """Whether a page of the workspace tells its reader that nothing runs in the background; mostly without a query."""
    match = request.resolver_match
    if match is None or match.app_name != "tracking" or not request.user.is_authenticated:
        return False
    return background.sign_of_life.is_missing(timezone.now()) and watches_background(request.user)


def site(request):
    """The site's name, where its source is, whether it keeps mails on a page, and whether its own work has stopped."""
    return {
        "site_name": settings.SITE_NAME,
        "source_url": settings.SOURCE_URL,
        "is_keeping_mail": settings.IS_KEEPING_MAIL,
        "is_background_silent": lambda: is_background_silent(request),
    }
