"""Addresses of the engagement register, below register/."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("", views.profile_list, name="profile-list"),
    path("lessons/", views.lesson_list, name="lesson-list"),
    path("needs/", views.need_list, name="need-list"),
    path("mappings/<slug:mapping>/", views.mapping_detail, name="mapping-detail"),
    path("mappings/<slug:mapping>/summary/", views.mapping_summary, name="mapping-summary"),
    re_path(
        r"^mappings/(?P<mapping>[-\w]+)/matrix\.(?P<kind>csv|xlsx)$",
        views.mapping_matrix_file,
        name="mapping-matrix-file",
    ),
    path("mappings/<slug:mapping>/profiles/<slug:profile>/", views.profile_detail, name="profile-detail"),
]
