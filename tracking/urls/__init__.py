"""Addresses of the tracking app: named noun-verb."""

from . import midterm, people, public, workspace

app_name = "tracking"
urlpatterns = [*public.urlpatterns, *workspace.urlpatterns, *people.urlpatterns, *midterm.urlpatterns]
