"""Addresses that programs read without signing in, the same in every language."""

from django.urls import path

from ..views import calendars

app_name = "calendar"
urlpatterns = [path("calendar/<str:token>.ics", calendars.feed, name="feed")]
