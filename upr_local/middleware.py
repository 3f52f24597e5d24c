"""Request handling of the whole site."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from .typed_texts import given_back

CMS_ADMIN_PREFIX = "/admin/"
SECOND_FACTOR_PAGE = "tracking:second-factor-needed"


class CmsAdminPolicyMiddleware:
    """Gives the CMS admin, and only it, the looser Content-Security-Policy that its inline scripts need."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(CMS_ADMIN_PREFIX):
            response._csp_replace = settings.CONTENT_SECURITY_POLICY_CMS_ADMIN  # read by CSPMiddleware
        return response


class ImpossibleAddressMiddleware:
    """Knows no page at an address with the sign NUL, which PostgreSQL refuses and nobody types."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return self.get_response(request)


class TimeZoneMiddleware:
    """Tells times by the clock of the person who is signed in; to everybody else by the site's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Who has no session is nobody; asking would make every answer differ by cookie for caches.
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        with timezone.override(getattr(request.user, "time_zone", None) if has_session else None):
            return self.get_response(request)


class TypedTextMiddleware:
    """Gives back what was typed where a form arrives after the session ended, instead of the bare sign-in page.

    The same where a State began to ask for a second factor while somebody was writing. Only forms of the workspace
    are shown again, and only their texts: never those that hold passwords.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not self._is_sent_away(request, response):
            return response
        texts = given_back(request)
        if not texts:
            return response
        context = {"texts": texts, "sign_in_url": response.url, "is_signed_in": request.user.is_authenticated}
        return render(request, "session_ended.html", context, status=403)

    def _is_sent_away(self, request, response):
        is_form = (
            request.method == "POST"
            and request.content_type == "application/x-www-form-urlencoded"
            and getattr(request.resolver_match, "app_name", "") == "tracking"
            and response.status_code == 302
        )
        if not is_form:
            return False
        elsewhere = SECOND_FACTOR_PAGE if request.user.is_authenticated else settings.LOGIN_URL
        return response.url.startswith(resolve_url(elsewhere))


class SecondFactorMiddleware:
    """Leads people whose State asks for a second factor to set one up before the workspace or the CMS admin opens.

    The pages where it is set up, and those of the own account, stay open: nobody is locked out.
    """

    # What of the CMS is no public page: proposals of a government, reports of a risk, counts of people.
    GUARDED_PAGES_OF_THE_CMS = {
        f"cms:{name}"
        for name in (
            *("course-completion", "notice-list", "risk-detail", "risk-unpublish", "risk-restore", "correction-detail"),
            *("practice-unpublish", "proposal-list", "proposal-add", "proposal-detail", "proposal-edit"),
            "proposal-reply",
        )
    }
    OPEN_PAGES = {"second-factor-needed", "account", "account-export", "account-erase", "invitation-accept"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """The page that says why, for who lacks a second factor; None lets everybody else pass."""
        if not self._is_guarded(request) or not getattr(request.user, "lacks_second_factor", False):
            return None
        return redirect(SECOND_FACTOR_PAGE)

    def _is_guarded(self, request):
        match = request.resolver_match
        if match.app_name == "tracking":
            return match.url_name not in self.OPEN_PAGES
        if "internal" in request.GET:  # the register as editors see it
            return True
        return request.path.startswith(CMS_ADMIN_PREFIX) or match.view_name in self.GUARDED_PAGES_OF_THE_CMS
