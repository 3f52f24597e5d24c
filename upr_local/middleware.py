"""Request handling of the whole site."""

from django.conf import settings
from django.shortcuts import render, resolve_url

CMS_ADMIN_PREFIX = "/admin/"


class CmsAdminPolicyMiddleware:
    """Gives the CMS admin, and only it, the looser Content-Security-Policy that its inline scripts need."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(CMS_ADMIN_PREFIX):
            response._csp_replace = settings.CONTENT_SECURITY_POLICY_CMS_ADMIN  # read by CSPMiddleware
        return response


class TypedTextMiddleware:
    """Gives back what was typed where a form arrives after the session ended, instead of the bare sign-in page.

    Only forms of the workspace are shown again, and only their texts: never those that hold passwords.
    """

    SHORTEST_TEXT = 15  # characters: dates, numbers and choices are typed again quickly

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not self._is_sent_to_sign_in(request, response):
            return response
        texts = [text for name in request.POST for text in request.POST.getlist(name) if self._is_typed(name, text)]
        if not texts:
            return response
        return render(request, "session_ended.html", {"texts": texts, "sign_in_url": response.url}, status=403)

    def _is_sent_to_sign_in(self, request, response):
        return (
            request.method == "POST"
            and request.content_type == "application/x-www-form-urlencoded"
            and not request.user.is_authenticated
            and getattr(request.resolver_match, "app_name", "") == "tracking"
            and response.status_code == 302
            and response.url.startswith(resolve_url(settings.LOGIN_URL))
        )

    def _is_typed(self, name, text):
        hidden = ("csrfmiddlewaretoken", "version", "seen")
        return name not in hidden and len(text.strip()) >= self.SHORTEST_TEXT
