"""Addresses of the tracking app: named noun-verb."""

from django.urls import path

from .views import deliveries, mails

app_name = "tracking"
urlpatterns = []

# Reminders
urlpatterns += [
    path("reminders/", deliveries.delivery_list, name="delivery-list"),
    path("reminders/<int:pk>/retry/", deliveries.delivery_retry, name="delivery-retry"),
    path("mails/", mails.kept_mail_list, name="kept-mail-list"),
    path("mails/<str:name>/", mails.kept_mail_detail, name="kept-mail-detail"),
]
