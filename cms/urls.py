"""Addresses of the CMS that are not pages."""

from django.urls import include, path

from . import views
from .feeds import PracticeFeed

app_name = "cms"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("feeds/practices/", PracticeFeed(), name="practice-feed"),
    path("register/", include("cms.register.urls")),
]
