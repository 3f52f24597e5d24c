"""The addresses that programs ask: the same in every language, with the version in them."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from . import api
from .catalogue import subjects

app_name = "api"
router = SimpleRouter()
for subject in subjects():
    router.register(subject.code, subject, basename=subject.code)
routes = router.urls
urlpatterns = [
    path("", api.Root.as_view(), name="root"),
    path("openapi.json", api.OpenApiJson.as_view(), name="openapi-json"),
    path("openapi.yaml", api.OpenApiYaml.as_view(), name="openapi-yaml"),
    *routes,
]
