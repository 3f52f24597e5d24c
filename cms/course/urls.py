"""Addresses of the course that are not pages of the tree."""

from django.urls import path

from .views import certificates, completions, printing, quizzes

urlpatterns = [
    path("learning/modules/<int:pk>/answers/", quizzes.quiz_answer, name="quiz-answer"),
    path("learning/courses/<int:pk>/forget/", quizzes.progress_forget, name="progress-forget"),
    path("learning/courses/<int:pk>/certificate/", certificates.certificate, name="course-certificate"),
    path("learning/states/<str:iso3>/", completions.completion_list, name="course-completion"),
    path("print/<int:pk>/", printing.page_print, name="page-print"),
]
