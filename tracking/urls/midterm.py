"""Calls, contributions, synthesis, reports."""

from django.urls import path

from ..views import (
    answer_choices,
    answer_uses,
    answers,
    approvals,
    call_board,
    call_open,
    call_scope,
    calls,
    chapters,
    contradictions,
    contributions,
    decisions,
    excerpts,
    feedback,
    measures,
    national_texts,
    public_reports,
    question_answers,
    remarks,
    reminder_previews,
    reminder_rules,
    report_templates,
    reports,
    review_dates,
    state_records,
    synthesis,
)

urlpatterns = []

# Mid-term input
urlpatterns += [
    path("calls/", calls.call_list, name="call-list"),
    path("calls/add/", calls.call_add, name="call-add"),
    path("calls/<int:pk>/", calls.call_detail, name="call-detail"),
    path("calls/<int:pk>/edit/", calls.call_edit, name="call-edit"),
    path("calls/<int:pk>/recommendations/", call_scope.call_recommendations, name="call-recommendations"),
    path("calls/<int:pk>/governments/", call_scope.call_governments, name="call-governments"),
    path("calls/<int:pk>/questions/", call_scope.call_questions, name="call-questions"),
    path("calls/<int:pk>/open/", call_open.call_open, name="call-open"),
    path("calls/<int:pk>/board.csv", call_board.call_board_export, name="call-board-export"),
    path("calls/<int:pk>/remind/", call_board.call_remind, name="call-remind"),
    path("calls/<int:pk>/remind/<int:government>/", call_board.call_remind_one, name="call-remind-one"),
    path("calls/<int:pk>/answer/<int:government>/", call_board.call_answer, name="call-answer"),
    path("calls/<int:pk>/close/", calls.call_close, name="call-close"),
    path("calls/<int:pk>/reports/", reports.report_list, name="report-list"),
    path("calls/<int:pk>/compile/", reports.report_compile, name="report-compile"),
    path("my-work/<int:pk>/calls/<int:call>/start/", contributions.contribution_start, name="contribution-start"),
    path("contributions/<int:pk>/", contributions.contribution_detail, name="contribution-detail"),
    path("contributions/<int:pk>/answers/<int:recommendation>/", answers.answer_edit, name="answer-edit"),
    path("contributions/<int:pk>/answers/<int:recommendation>/remove/", answers.answer_remove, name="answer-remove"),
    path("contributions/<int:pk>/hand-in/", decisions.contribution_hand_in, name="contribution-hand-in"),
    path("contributions/<int:pk>/send-back/", decisions.contribution_send_back, name="contribution-send-back"),
    path("contributions/<int:pk>/approve/", decisions.contribution_approve, name="contribution-approve"),
    path("contributions/<int:pk>/accept/", decisions.contribution_accept, name="contribution-accept"),
    path("contributions/<int:pk>/undo-accept/", decisions.contribution_undo_accept, name="contribution-undo-accept"),
    path("contributions/<int:pk>/remove/", decisions.contribution_remove, name="contribution-remove"),
    path("contributions/<int:pk>/recommendations/", answer_choices.answer_choose, name="answer-choose"),
    path("contributions/<int:pk>/return/", decisions.contribution_return, name="contribution-return"),
    path("contributions/<int:pk>/next-version/", decisions.contribution_next_version, name="contribution-next-version"),
    path("contributions/<int:pk>/questions/", question_answers.contribution_questions, name="contribution-questions"),
    path("contributions/<int:pk>/remarks/", remarks.contribution_remarks, name="contribution-remarks"),
    path("contributions/<int:pk>/withdraw/", decisions.contribution_withdraw, name="contribution-withdraw"),
    path("contributions/<int:pk>/correct/", decisions.contribution_correct, name="contribution-correct"),
    path("reports/<int:pk>/", reports.report_detail, name="report-detail"),
    path("reports/<int:pk>/difference/", reports.report_difference, name="report-difference"),
    path("reports/<int:pk>/read/", reports.report_read, name="report-read"),
    path("reports/<int:pk>/documents/<int:document>/", reports.report_download, name="report-download"),
    path("reports/<int:pk>/approvals/add/", approvals.approval_add, name="approval-add"),
    path("approvals/<int:pk>/remove/", approvals.approval_remove, name="approval-remove"),
    path("reports/<int:pk>/lock/", approvals.report_lock, name="report-lock"),
    path("reports/<int:pk>/publish/", approvals.report_publish, name="report-publish"),
    path("reports/<int:pk>/unpublish/", approvals.report_unpublish, name="report-unpublish"),
]

# The dates of a State's reviews
urlpatterns += [
    path("reviews/", review_dates.review_list, name="review-list"),
    path("reviews/<int:pk>/dates/", review_dates.review_dates_page, name="review-dates"),
    path("reviews/<int:pk>/dates/<slug:phase>/", review_dates.review_date_edit, name="review-date-edit"),
]

# Feedback: every government sees what was used of its input, says yes or no, and replies
urlpatterns += [
    path("calls/<int:pk>/excerpts/", excerpts.excerpt_list, name="excerpt-list"),
    path("calls/<int:pk>/excerpts/send/", excerpts.excerpt_send, name="excerpt-send"),
    path("my-work/<int:pk>/calls/<int:call>/feedback/", feedback.feedback_detail, name="feedback-detail"),
    path("my-work/<int:pk>/calls/<int:call>/feedback/confirm/", feedback.feedback_confirm, name="feedback-confirm"),
    path(
        "my-work/<int:pk>/calls/<int:call>/feedback/<int:use>/object/",
        feedback.feedback_object,
        name="feedback-object",
    ),
    path("my-work/<int:pk>/calls/<int:call>/reply/", feedback.reply_add, name="reply-add"),
]

# A State's own template of the report, and the reports that everybody reads
urlpatterns += [
    path("states/<slug:iso3>/report-template/", report_templates.template_list, name="report-template-list"),
    path(
        "states/<slug:iso3>/report-template/starter.docx",
        report_templates.template_starter,
        name="report-template-starter",
    ),
    path("states/<slug:iso3>/report-template/none/", report_templates.template_none, name="report-template-none"),
    path("report-templates/<int:pk>/use/", report_templates.template_use, name="report-template-use"),
    path("report-templates/<int:pk>/file/", report_templates.template_file, name="report-template-file"),
    path("midterm-reports/", public_reports.public_report_list, name="public-report-list"),
    path(
        "midterm-reports/<slug:iso3>/<int:cycle>/<int:call>/<int:number>/",
        public_reports.public_report,
        name="public-report",
    ),
    path(
        "midterm-reports/<slug:iso3>/<int:cycle>/<int:call>/<int:number>/read/",
        public_reports.public_report_read,
        name="public-report-read",
    ),
    path(
        "midterm-reports/<slug:iso3>/<int:cycle>/<int:call>/<int:number>/documents/<int:document>/",
        public_reports.public_report_download,
        name="public-report-download",
    ),
]

# What the State records for the report, its chapters and its budget of words
urlpatterns += [
    path("calls/<int:pk>/records/", state_records.state_record_list, name="state-record-list"),
    path("calls/<int:pk>/records/<slug:kind>/add/", state_records.state_record_add, name="state-record-add"),
    path(
        "calls/<int:pk>/records/<slug:kind>/<int:row>/edit/", state_records.state_record_edit, name="state-record-edit"
    ),
    path(
        "calls/<int:pk>/records/<slug:kind>/<int:row>/remove/",
        state_records.state_record_remove,
        name="state-record-remove",
    ),
    path("calls/<int:pk>/chapters/", chapters.chapter_list, name="chapter-list"),
    path("calls/<int:pk>/budget/", chapters.call_budget, name="call-budget"),
]

# The synthesis: what goes into the report, the national text with its sources, contradictions, national measures
urlpatterns += [
    path("calls/<int:pk>/synthesis/", synthesis.synthesis_list, name="synthesis-list"),
    path("calls/<int:pk>/synthesis/carry-over/", synthesis.synthesis_carry, name="synthesis-carry"),
    path(
        "calls/<int:pk>/synthesis/clusters/<slug:cluster>/<slug:part>/",
        national_texts.cluster_text_edit,
        name="cluster-text-edit",
    ),
    path(
        "calls/<int:pk>/synthesis/chapters/<slug:chapter>/", national_texts.chapter_text_edit, name="chapter-text-edit"
    ),
    path("calls/<int:pk>/synthesis/<int:recommendation>/", synthesis.synthesis_detail, name="synthesis-detail"),
    path("calls/<int:pk>/synthesis/<int:recommendation>/decide/", synthesis.synthesis_decide, name="synthesis-decide"),
    path("calls/<int:pk>/synthesis/<int:recommendation>/order/", synthesis.synthesis_order, name="synthesis-order"),
    path(
        "calls/<int:pk>/synthesis/<int:recommendation>/sources/", synthesis.synthesis_sources, name="synthesis-sources"
    ),
    path(
        "calls/<int:pk>/synthesis/<int:recommendation>/answers/<int:answer>/",
        answer_uses.answer_use_edit,
        name="answer-use-edit",
    ),
    path(
        "calls/<int:pk>/synthesis/<int:recommendation>/text/",
        national_texts.national_text_edit,
        name="national-text-edit",
    ),
    path("calls/<int:pk>/contradictions/", contradictions.contradiction_list, name="contradiction-list"),
    path(
        "calls/<int:pk>/contradictions/<int:recommendation>/<slug:key>/settle/",
        contradictions.contradiction_settle,
        name="contradiction-settle",
    ),
    path("calls/<int:pk>/measures/", measures.measure_list, name="measure-list"),
    path("calls/<int:pk>/measures/add/<int:recommendation>/", measures.measure_add, name="measure-add"),
    path("measures/<int:pk>/", measures.measure_detail, name="measure-detail"),
    path("measures/<int:pk>/edit/", measures.measure_edit, name="measure-edit"),
    path("measures/<int:pk>/submit/", measures.measure_submit, name="measure-submit"),
    path("measures/<int:pk>/accept/", measures.measure_accept, name="measure-accept"),
    path("measures/<int:pk>/return/", measures.measure_return, name="measure-return"),
    path("measures/<int:pk>/next-version/", measures.measure_next_version, name="measure-next-version"),
]

# When people hear of what is missing: the stages of a State and of a call, what is planned, lines that are skipped
urlpatterns += [
    path("states/<slug:iso3>/reminders/", reminder_rules.state_reminders, name="state-reminders"),
    path("states/<slug:iso3>/reminders/preview/", reminder_previews.state_preview, name="state-reminder-preview"),
    path("states/<slug:iso3>/reminders/skip/<str:code>/", reminder_previews.reminder_skip, name="reminder-skip"),
    path("states/<slug:iso3>/reminders/<slug:kind>/", reminder_rules.state_stages_edit, name="state-stages-edit"),
    path("states/<slug:iso3>/reminders/<slug:kind>/again/", reminder_rules.state_stages_drop, name="state-stages-drop"),
    path("calls/<int:pk>/reminders/", reminder_rules.call_reminders, name="call-reminders"),
    path("calls/<int:pk>/reminders/preview/", reminder_previews.call_preview, name="call-reminder-preview"),
    path("calls/<int:pk>/reminders/<slug:kind>/", reminder_rules.call_stages_edit, name="call-stages-edit"),
    path("calls/<int:pk>/reminders/<slug:kind>/again/", reminder_rules.call_stages_drop, name="call-stages-drop"),
]
