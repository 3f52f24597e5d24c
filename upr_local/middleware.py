"""Request handling of the whole site."""

from django.conf import settings

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
