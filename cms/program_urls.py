"""Addresses that programs read, the same in every language."""

from django.urls import path, re_path

from . import programs

urlpatterns = [
    path("sitemap.xml", programs.sitemap_index, name="sitemap"),
    re_path(
        r"^sitemap-(?P<name>pages|recommendations)-(?P<number>[1-9]\d{0,5})\.xml$",
        programs.sitemap_file,
        name="sitemap-file",
    ),
    path("robots.txt", programs.robots, name="robots"),
    path("llms.txt", programs.llms, name="llms"),
]
