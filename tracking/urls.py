"""Addresses of the tracking app: named noun-verb."""

from django.urls import path

from .views import (
    account,
    answers,
    assessments,
    calls,
    comments,
    contributions,
    decisions,
    deliveries,
    dialogues,
    evidence,
    first_days,
    followups,
    governments,
    handovers,
    history,
    home,
    imports,
    indicator_values,
    indicators,
    invitations,
    local_reviews,
    mails,
    money,
    papers,
    participation,
    people,
    places,
    plans,
    recommendations,
    reports,
    sdg,
    second_readings,
    self_assessment,
    step_detail,
    step_parts,
    steps,
    structures,
    triage,
    workbooks,
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

# Indicators
urlpatterns += [
    path("governments/<slug:iso3>/<slug:slug>/indicators.csv", governments.indicator_export, name="indicator-export"),
    path("my-work/<int:pk>/indicators/", indicators.indicator_list, name="indicator-list"),
    path("my-work/<int:pk>/indicators/add/", indicators.indicator_add, name="indicator-add"),
    path("my-work/<int:pk>/indicators/take/", indicators.indicator_take, name="indicator-take"),
    path("indicators/<int:pk>/", indicators.indicator_detail, name="indicator-detail"),
    path("indicators/<int:pk>/edit/", indicators.indicator_edit, name="indicator-edit"),
    path("indicators/<int:pk>/close/", indicators.indicator_close, name="indicator-close"),
    path("indicators/<int:pk>/reopen/", indicators.indicator_reopen, name="indicator-reopen"),
    path("indicators/<int:pk>/remove/", indicators.indicator_remove, name="indicator-remove"),
    path("indicators/<int:pk>/values/add/", indicator_values.indicator_value_add, name="indicator-value-add"),
    path(
        "indicator-values/<int:pk>/correct/", indicator_values.indicator_value_correct, name="indicator-value-correct"
    ),
    path(
        "indicator-values/<int:pk>/take-back/",
        indicator_values.indicator_value_withdraw,
        name="indicator-value-withdraw",
    ),
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
    path("my-work/paper/", papers.paper_find, name="paper-find"),
    path("my-work/<int:pk>/", workspace.workspace, name="workspace"),
    path("my-work/<int:pk>/triage/", triage.followup_triage, name="followup-triage"),
    path("my-work/<int:pk>/triage/undo/", triage.followup_triage_undo, name="followup-triage-undo"),
    path("my-work/<int:pk>/recommendations/<int:recommendation>/", followups.followup_edit, name="followup-edit"),
    path("my-work/<int:pk>/steps/", steps.step_list, name="step-list"),
    path("my-work/<int:pk>/steps/add/", steps.step_add, name="step-add"),
    path("steps/<int:pk>/", step_detail.step_detail, name="step-detail"),
    path("steps/<int:pk>/edit/", steps.step_edit, name="step-edit"),
    path("steps/<int:pk>/edit/<slug:section>/", step_parts.step_section, name="step-section"),
    path("steps/<int:pk>/notes/add/", step_parts.progress_note_add, name="progress-note-add"),
    path("my-work/<int:pk>/money/", money.money_report, name="money-report"),
    path("my-work/<int:pk>/plans/", plans.plan_list, name="plan-list"),
    path("my-work/<int:pk>/plans/add/", plans.plan_add, name="plan-add"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("plans/<int:pk>/edit/", plans.plan_edit, name="plan-edit"),
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

# People: who works where, invitations, the own account
urlpatterns += [
    path("my-work/<int:pk>/people/", people.people_list, name="people-list"),
    path("my-work/<int:pk>/people/posts/", people.people_posts, name="people-posts"),
    path("my-work/<int:pk>/people/invite/", invitations.people_invite, name="people-invite"),
    path("states/<slug:iso3>/people/", people.state_people, name="state-people"),
    path("states/<slug:iso3>/people/invite/", invitations.state_people_invite, name="state-people-invite"),
    path("states/<slug:iso3>/people/<int:user>/confirm/", people.contact_confirm, name="contact-confirm"),
    path("states/<slug:iso3>/sign-in/", people.state_security, name="state-security"),
    path("roles/<int:pk>/remove/", people.membership_remove, name="membership-remove"),
    path("invitations/<int:pk>/resend/", invitations.invitation_resend, name="invitation-resend"),
    path("invitations/<int:pk>/withdraw/", invitations.invitation_withdraw, name="invitation-withdraw"),
    path("invitation/<str:token>/", invitations.invitation_accept, name="invitation-accept"),
    path("my-account/", account.account, name="account"),
    path("my-account/my-account.json", account.account_export, name="account-export"),
    path("my-account/erase/", account.account_erase, name="account-erase"),
    path("my-account/second-factor/", account.second_factor_needed, name="second-factor-needed"),
]

# Two other voices beside a government's: the State's own view, and comments of organisations
urlpatterns += [
    path("assessments/", assessments.assessment_list, name="assessment-list"),
    path("assessments/<int:recommendation>/", assessments.assessment_edit, name="assessment-edit"),
    path("comments/", comments.comment_list, name="comment-list"),
    path("follow-ups/<int:pk>/comments/add/", comments.comment_add, name="comment-add"),
    path("comments/<int:pk>/", comments.comment_detail, name="comment-detail"),
    path("comments/<int:pk>/decide/", comments.comment_decide, name="comment-decide"),
    path("comments/<int:pk>/reply/", comments.comment_reply, name="comment-reply"),
]

# Taking part in the review, and what a government has for human rights
urlpatterns += [
    path("my-work/<int:pk>/taking-part/", participation.participation_list, name="participation-list"),
    path("my-work/<int:pk>/taking-part/add/", participation.participation_add, name="participation-add"),
    path("taking-part/", participation.participation_overview, name="participation-overview"),
    path("taking-part/<int:pk>/edit/", participation.participation_edit, name="participation-edit"),
    path("taking-part/<int:pk>/remove/", participation.participation_remove, name="participation-remove"),
    path("dialogues/", dialogues.dialogue_list, name="dialogue-list"),
    path("dialogues/add/", dialogues.dialogue_add, name="dialogue-add"),
    path("dialogues/<int:pk>/edit/", dialogues.dialogue_edit, name="dialogue-edit"),
    path("dialogues/<int:pk>/remove/", dialogues.dialogue_remove, name="dialogue-remove"),
    path("my-work/<int:pk>/structures/", structures.structure_list, name="structure-list"),
    path("my-work/<int:pk>/structures/add-body/", structures.body_add, name="body-add"),
    path("my-work/<int:pk>/structures/add-commitment/", structures.commitment_add, name="commitment-add"),
    path("bodies/<int:pk>/edit/", structures.body_edit, name="body-edit"),
    path("bodies/<int:pk>/remove/", structures.body_remove, name="body-remove"),
    path("commitments/<int:pk>/edit/", structures.commitment_edit, name="commitment-edit"),
    path("commitments/<int:pk>/remove/", structures.commitment_remove, name="commitment-remove"),
    path("my-work/<int:pk>/self-assessment/", self_assessment.self_assessment_list, name="self-assessment-list"),
    path(
        "my-work/<int:pk>/self-assessment/start/", self_assessment.self_assessment_start, name="self-assessment-start"
    ),
    path("self-assessments/<int:pk>/", self_assessment.self_assessment_detail, name="self-assessment-detail"),
    path("self-assessments/<int:pk>.csv", self_assessment.self_assessment_export, name="self-assessment-export"),
    path("self-assessments/<int:pk>/share/", self_assessment.self_assessment_share, name="self-assessment-share"),
    path("self-assessments/<int:pk>/<slug:part>/", self_assessment.self_assessment_edit, name="self-assessment-edit"),
    path("my-work/<int:pk>/local-reviews/", local_reviews.local_review_list, name="local-review-list"),
    path("my-work/<int:pk>/local-reviews/add/", local_reviews.local_review_add, name="local-review-add"),
    path("local-reviews/<int:pk>/edit/", local_reviews.local_review_edit, name="local-review-edit"),
    path("local-reviews/<int:pk>/remove/", local_reviews.local_review_remove, name="local-review-remove"),
    path("my-work/<int:pk>/by-sdg/", sdg.sdg_list, name="sdg-list"),
    path("my-work/<int:pk>/by-sdg.xlsx", sdg.sdg_export, name="sdg-export"),
]

# A government's own facts, its history, and handing over
urlpatterns += [
    path("my-work/<int:pk>/place/", places.place_detail, name="place-detail"),
    path("my-work/<int:pk>/place/facts/", places.place_facts, name="place-facts"),
    path("my-work/<int:pk>/place/areas/", places.place_areas, name="place-areas"),
    path("places/", places.place_list, name="place-list"),
    path("places/add/", places.place_add, name="place-add"),
    path("places/<int:pk>/", places.place_edit, name="place-edit"),
    path("my-work/<int:pk>/history/", history.history, name="history"),
    path("my-work/<int:pk>/history.csv", history.history_export, name="history-export"),
    path("history/", history.state_history, name="state-history"),
    path("history.csv", history.state_history_export, name="state-history-export"),
    path("my-work/<int:pk>/leave/", handovers.post_leave, name="post-leave"),
    path("my-work/<int:pk>/handover/", handovers.handover_pack, name="handover-pack"),
    path("my-work/<int:pk>/handover.<str:format>", handovers.handover_download, name="handover-download"),
    path("my-work/<int:pk>/first-hundred-days/", first_days.handover_steps, name="handover-steps"),
    path("my-work/<int:pk>/first-hundred-days/<int:step>/", first_days.handover_decide, name="handover-decide"),
    path("handovers/<int:pk>/read/", handovers.handover_read, name="handover-read"),
]

# Second readings, and the way back from the public
urlpatterns += [
    path("my-work/<int:pk>/second-readings/", second_readings.second_reading_list, name="second-reading-list"),
    path("second-readings/<int:pk>/publish/", second_readings.second_reading_publish, name="second-reading-publish"),
    path("second-readings/<int:pk>/keep/", second_readings.second_reading_keep, name="second-reading-keep"),
    path("second-readings/<int:pk>/withdraw/", second_readings.second_reading_withdraw, name="second-reading-withdraw"),
    path(
        "my-work/<int:pk>/published/<slug:kind>/<int:row>/take-back/",
        second_readings.publication_take_back,
        name="publication-take-back",
    ),
]

# The workbook: a spreadsheet to fill in without a connection
urlpatterns += [
    path("my-work/<int:pk>/workbook/", workbooks.workbook_list, name="workbook-list"),
    path("my-work/<int:pk>/workbook/download/", workbooks.workbook_make, name="workbook-make"),
    path("workbooks/<int:pk>/", workbooks.workbook_detail, name="workbook-detail"),
    path("workbooks/<int:pk>/apply/", workbooks.workbook_apply, name="workbook-apply"),
    path("workbooks/<int:pk>/file/", workbooks.workbook_file, name="workbook-file"),
    path("workbooks/<int:pk>/discard/", workbooks.workbook_discard, name="workbook-discard"),
]
