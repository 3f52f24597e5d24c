"""Addresses of the CMS that are not pages."""

from django.urls import include, path

from . import views
from .course import urls as course_urls
from .feeds import PracticeFeed
from .practices.urls import urlpatterns as practice_urls
from .surveys.urls import urlpatterns as survey_urls

app_name = "cms"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("feeds/practices/", PracticeFeed(), name="practice-feed"),
    *course_urls.urlpatterns,
    *practice_urls,
    *survey_urls,
    path("register/", include("cms.register.urls")),
]
