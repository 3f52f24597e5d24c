"""Addresses of surveys for everybody."""

from django.urls import path

from .views import answers, invitations, surveys

urlpatterns = [
    path("surveys/", surveys.survey_list, name="survey-list"),
    path("surveys/invitations/<str:token>/", invitations.invitation_open, name="survey-invitation"),
    path("surveys/answers/<str:token>/", answers.answer_detail, name="survey-answer"),
    path("surveys/answers/<str:token>/<int:number>/", answers.answer_section, name="survey-section"),
    path("surveys/answers/<str:token>/send/", answers.answer_send, name="survey-answer-send"),
    path("surveys/answers/<str:token>/correct/", answers.answer_correct, name="survey-answer-correct"),
    path("surveys/answers/<str:token>/withdraw/", answers.answer_withdraw, name="survey-answer-withdraw"),
    path("surveys/answers/<str:token>/mail/", answers.answer_mail, name="survey-answer-mail"),
    path("surveys/answers/<str:token>/paper/", answers.answer_paper, name="survey-answer-paper"),
    path("surveys/<slug:slug>/", surveys.survey_detail, name="survey-detail"),
    path("surveys/<slug:slug>/paper/", surveys.survey_paper, name="survey-paper"),
    path("surveys/<slug:slug>/results/", surveys.survey_results, name="survey-results"),
]
