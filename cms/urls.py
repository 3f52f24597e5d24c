"""Addresses of the CMS that are not pages."""

from django.urls import include, path

from . import subscription_views, views
from .course import urls as course_urls
from .feeds import GoalAtom, PracticeAtom, PracticeFeed, ThemeAtom
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
    path("feeds/practices/atom/", PracticeAtom(), name="practice-atom"),
    path("feeds/practices/themes/<int:pk>/", ThemeAtom(), name="practice-atom-theme"),
    path("feeds/practices/goals/<int:number>/", GoalAtom(), name="practice-atom-goal"),
    path("news/", subscription_views.subscribe, name="subscribe"),
    path("news/asked/", subscription_views.asked, name="subscription-asked"),
    path("subscriptions/<str:token>/", subscription_views.subscription, name="subscription"),
    path("subscriptions/<str:token>/confirm/", subscription_views.confirm, name="subscription-confirm"),
    path("subscriptions/<str:token>/end/", subscription_views.end, name="subscription-end"),
]
