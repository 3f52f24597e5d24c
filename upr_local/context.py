"""What every page template may use."""

from django.conf import settings


def site(request):
    """The site's name, where its source is, and whether it keeps mails on a page instead of sending them."""
    return {
        "site_name": settings.SITE_NAME,
        "source_url": settings.SOURCE_URL,
        "is_keeping_mail": settings.IS_KEEPING_MAIL,
    }
