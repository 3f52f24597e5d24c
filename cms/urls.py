"""Addresses of the CMS that are not pages."""

from django.urls import path

from . import views
from .feeds import GoalAtom, PracticeAtom, PracticeFeed, ThemeAtom

app_name = "cms"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("feeds/practices/", PracticeFeed(), name="practice-feed"),
    path("feeds/practices/atom/", PracticeAtom(), name="practice-atom"),
    path("feeds/practices/themes/<int:pk>/", ThemeAtom(), name="practice-atom-theme"),
    path("feeds/practices/goals/<int:number>/", GoalAtom(), name="practice-atom-goal"),
]
