"""Addresses of the CMS that are not pages."""

from django.urls import include, path

from . import views
from .feeds import PracticeFeed
from .surveys.urls import urlpatterns as survey_urls

app_name = "cms"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("feeds/practices/", PracticeFeed(), name="practice-feed"),
    *survey_urls,
    path("register/", include("cms.register.urls")),
]
