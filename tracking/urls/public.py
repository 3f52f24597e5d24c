"""What anybody reads, and what keeps it: recommendations, imports, mails."""

from django.urls import path

from ..views import deliveries, governments, imports, mails, recommendations

urlpatterns = []

# Public: recommendations and what local governments publish on them
urlpatterns += [
    path("recommendations/", recommendations.recommendation_list, name="recommendation-list"),
    path("recommendations/export.csv", recommendations.recommendation_export, name="recommendation-export"),
    path(
        "recommendations/<slug:iso3>/<int:cycle>/<path:paragraph>/",
        recommendations.recommendation_detail,
        name="recommendation-detail",
    ),
    path("governments/<slug:iso3>/<slug:slug>/", governments.government_detail, name="government-detail"),
]

# Reminders
urlpatterns += [
    path("reminders/", deliveries.delivery_list, name="delivery-list"),
    path("reminders/<int:pk>/retry/", deliveries.delivery_retry, name="delivery-retry"),
    path("mails/", mails.kept_mail_list, name="kept-mail-list"),
    path("mails/<str:name>/", mails.kept_mail_detail, name="kept-mail-detail"),
]

# Imports
urlpatterns += [
    path("imports/", imports.import_list, name="import-list"),
    path("imports/add/", imports.import_add, name="import-add"),
    path("imports/<int:pk>/", imports.import_detail, name="import-detail"),
    path("imports/<int:pk>/confirm/", imports.import_confirm, name="import-confirm"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import-discard"),
]
