"""A government's own work."""

from django.urls import path

from ..views import (
    dialogues,
    evidence,
    followups,
    governments,
    home,
    indicator_values,
    indicators,
    local_reviews,
    money,
    papers,
    participation,
    plans,
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

urlpatterns = []

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
