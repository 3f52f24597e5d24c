"""The pages and files of open data, in every language of the site."""

from django.urls import path, re_path

from . import pages

app_name = "opendata"
urlpatterns = [
    path("open-data/", pages.open_data, name="page"),
    path("open-data/dictionary/", pages.data_dictionary, name="dictionary"),
    path("open-data/api/", pages.api_documentation, name="api"),
    path("open-data/open-data.zip", pages.archive, name="archive"),
    re_path(r"^open-data/(?P<name>[-a-z]{1,80})\.(?P<ending>csv|json)$", pages.file, name="file"),
]
