"""Addresses of the tracking app: named noun-verb."""

app_name = "tracking"
urlpatterns = []
