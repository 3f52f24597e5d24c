"""What every page template may use."""

from django.conf import settings


def site(request):
    """The site's name, and whether this installation keeps mails on a page instead of sending them."""
    return {"site_name": settings.SITE_NAME, "is_keeping_mail": settings.IS_KEEPING_MAIL}
