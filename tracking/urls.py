"""Addresses of the tracking app: named noun-verb."""

from django.urls import path

from .views import (
    answers,
    calls,
    contributions,
    decisions,
    deliveries,
    evidence,
    followups,
    governments,
    home,
    imports,
    mails,
    recommendations,
    reports,
    steps,
    workspace,
)

app_name = "tracking"
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

# A government's work
urlpatterns += [
    path("my-work/", home.home, name="home"),
    path("my-work/<int:pk>/", workspace.workspace, name="workspace"),
    path("my-work/<int:pk>/triage/", followups.followup_triage, name="followup-triage"),
    path("my-work/<int:pk>/recommendations/<int:recommendation>/", followups.followup_edit, name="followup-edit"),
    path("my-work/<int:pk>/steps/", steps.step_list, name="step-list"),
    path("my-work/<int:pk>/steps/add/", steps.step_add, name="step-add"),
    path("steps/<int:pk>/", steps.step_detail, name="step-detail"),
    path("steps/<int:pk>/edit/", steps.step_edit, name="step-edit"),
    path("steps/<int:pk>/evidence/add/", evidence.evidence_add, name="evidence-add"),
    path("evidence/<int:pk>/remove/", evidence.evidence_remove, name="evidence-remove"),
    path("evidence/<int:pk>/file/", evidence.evidence_file, name="evidence-file"),
]

# Mid-term input
urlpatterns += [
    path("calls/", calls.call_list, name="call-list"),
    path("calls/add/", calls.call_add, name="call-add"),
    path("calls/<int:pk>/", calls.call_detail, name="call-detail"),
    path("calls/<int:pk>/edit/", calls.call_edit, name="call-edit"),
    path("calls/<int:pk>/open/", calls.call_open, name="call-open"),
    path("calls/<int:pk>/close/", calls.call_close, name="call-close"),
    path("calls/<int:pk>/compile/", reports.report_compile, name="report-compile"),
    path("my-work/<int:pk>/calls/<int:call>/start/", contributions.contribution_start, name="contribution-start"),
    path("contributions/<int:pk>/", contributions.contribution_detail, name="contribution-detail"),
    path("contributions/<int:pk>/answers/<int:recommendation>/", answers.answer_edit, name="answer-edit"),
    path("contributions/<int:pk>/answers/<int:recommendation>/remove/", answers.answer_remove, name="answer-remove"),
    path("contributions/<int:pk>/hand-in/", decisions.contribution_hand_in, name="contribution-hand-in"),
    path("contributions/<int:pk>/send-back/", decisions.contribution_send_back, name="contribution-send-back"),
    path("contributions/<int:pk>/approve/", decisions.contribution_approve, name="contribution-approve"),
    path("contributions/<int:pk>/accept/", decisions.contribution_accept, name="contribution-accept"),
    path("contributions/<int:pk>/return/", decisions.contribution_return, name="contribution-return"),
    path("contributions/<int:pk>/next-version/", decisions.contribution_next_version, name="contribution-next-version"),
    path("reports/<int:pk>/", reports.report_detail, name="report-detail"),
    path("reports/<int:pk>/<str:format>/", reports.report_download, name="report-download"),
]
