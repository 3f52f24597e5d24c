"""Addresses of the editors' desk of surveys, below /admin/."""

from django.urls import path

from .views import desk_answers, desk_invitations, desk_surveys

urlpatterns = [
    path("survey-desk/<int:pk>/", desk_surveys.desk, name="survey_desk"),
    path("survey-desk/<int:pk>/turn/", desk_surveys.survey_turn, name="survey_desk_turn"),
    path("survey-desk/<int:pk>/copy/", desk_surveys.survey_copy, name="survey_desk_copy"),
    path("survey-desk/<int:pk>/answers.<str:kind>", desk_surveys.survey_file, name="survey_desk_file"),
    path("survey-desk/<int:pk>/on-behalf/", desk_answers.answer_on_behalf, name="survey_desk_on_behalf"),
    path("survey-desk/<int:pk>/invitations/", desk_invitations.invitation_list, name="survey_desk_invitations"),
    path("survey-desk/<int:pk>/remind/", desk_invitations.invitation_remind, name="survey_desk_remind"),
    path("survey-desk/<int:pk>/send-again/", desk_invitations.invitation_send_again, name="survey_desk_send_again"),
    path("survey-desk/invitations/<int:pk>/", desk_invitations.invitation_change, name="survey_desk_invitation"),
    path("survey-desk/answers/<int:pk>/", desk_answers.answer_read, name="survey_desk_answer"),
    path("survey-desk/answers/<int:pk>/erase/", desk_answers.answer_erase, name="survey_desk_erase"),
    path("survey-desk/answers/<int:pk>/rename/", desk_answers.answer_rename, name="survey_desk_rename"),
    path("survey-desk/answers/<int:pk>/accept/", desk_answers.answer_accept, name="survey_desk_accept"),
    path("survey-desk/answers/<int:pk>/set-aside/", desk_answers.answer_set_aside, name="survey_desk_set_aside"),
    path("survey-desk/answers/<int:pk>/interview/", desk_answers.answer_interview, name="survey_desk_interview"),
]
