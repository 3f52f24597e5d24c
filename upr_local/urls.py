"""Addresses of the whole site."""

from allauth.socialaccount import views as administration
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from tracking.opendata import schema
from upr_local import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("health/background/", views.background_health, name="background-health"),
    # The administration's own sign-in knows one address to come back to, whatever the language.
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    # Editors sign in where everybody does: one place that limits guessing.
    path("admin/login/", views.admin_login),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Pictures that editors publish. Documents have a view of their own, which asks whether they are private.
    re_path(r"^media/(?P<path>(?:images|original_images)/.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    path("i18n/", include("django.conf.urls.i18n")),
    # Calendar programs know no language: what they read is in that of their person.
    path("", include("tracking.urls.feeds")),
    path("", include("cms.program_urls")),
    path(schema.PREFIX, include("tracking.opendata.api_urls")),
]
urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.account.urls")),
    path("accounts/second-factor/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("accounts/administration/cancelled/", administration.login_cancelled, name="socialaccount_login_cancelled"),
    path("accounts/administration/error/", administration.login_error, name="socialaccount_login_error"),
    path("accounts/administration/new/", administration.signup, name="socialaccount_signup"),
    path(
        "accounts/administration/",
        RedirectView.as_view(pattern_name="tracking:account"),
        name="socialaccount_connections",
    ),
    # Wagtail's own sign-in for private pages would ask neither for a second factor nor count wrong passwords.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("", include("tracking.opendata.urls")),
    path("", include("tracking.urls")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
)
