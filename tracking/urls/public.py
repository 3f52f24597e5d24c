"""What anybody reads, and what keeps it: recommendations, imports, mails."""

from django.urls import path

from ..views import (
    background,
    deliveries,
    feeds,
    governments,
    imports,
    mails,
    overviews,
    recommendations,
    reminder_choices,
    subjects,
)

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

# Overviews of States, reviews, themes, goals, and of governments that publish
urlpatterns += [
    path("overview/", overviews.state_list, name="state-list"),
    path("overview/<slug:iso3>/", overviews.state_detail, name="state-detail"),
    path("overview/<slug:iso3>/<int:cycle>/", overviews.review_overview, name="review-overview"),
    path("themes/", subjects.theme_list, name="theme-list"),
    path("themes/<int:pk>/", subjects.theme_detail, name="theme-detail"),
    path("goals/", subjects.goal_list, name="goal-list"),
    path("goals/<int:number>/", subjects.goal_detail, name="goal-detail"),
    path("governments/", subjects.government_list, name="government-list"),
]

# Public: Atom feeds
urlpatterns += [
    path("feeds/governments/<slug:iso3>/<slug:slug>/", feeds.GovernmentFeed(), name="government-feed"),
    path("feeds/themes/<int:pk>/", feeds.ThemeFeed(), name="theme-feed"),
    path("feeds/reports/", feeds.ReportFeed(), name="report-feed"),
]

# Reminders
urlpatterns += [
    path("reminders/", deliveries.delivery_list, name="delivery-list"),
    path("reminders/mine/", reminder_choices.own_reminders, name="own-reminders"),
    path("reminders/mine/mails/", reminder_choices.digest_switch, name="digest-switch"),
    path("reminders/lines/<int:pk>/set-aside/", reminder_choices.reminder_pause, name="reminder-pause"),
    path("reminders/set-aside/<int:pk>/end/", reminder_choices.pause_end, name="pause-end"),
    path("reminders/off/<str:token>/", reminder_choices.reminders_off, name="reminders-off"),
    path("reminders/<int:pk>/retry/", deliveries.delivery_retry, name="delivery-retry"),
    path("reminders/<int:pk>/looked-into/", deliveries.delivery_resolve, name="delivery-resolve"),
    path("reminders/skipped/<int:pk>/undo/", deliveries.skip_undo, name="reminder-skip-undo"),
    path("background/", background.background_detail, name="background-detail"),
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
