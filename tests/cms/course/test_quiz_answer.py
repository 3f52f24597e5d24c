"""Answering a quiz: feedback in words, choices that stay, another try, and what is refused."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.models import ModulePage, ModuleProgress
from tests.cms import pages
from tests.cms.course import courses
from tests.pages import soup_of


def ticked(soup):
    """[(name, value)] of what is ticked on the page."""
    return [(box["name"], box["value"]) for box in soup.select("form.quiz input[checked]")]


def test_page_shows_goals_text_and_an_empty_quiz(client, module, second):
    answer = client.get(module.url)
    soup, text = soup_of(answer), answer.content.decode()
    assert "Module 1 of 2" in text and "Name a duty." in text and "The city has duties." in text
    assert [legend.get_text(strip=True) for legend in soup.select("form.quiz legend")] == [
        "1. Who has duties?",
        "2. What counts?",
        "3. Rights wait for money.",
    ]
    assert [box["type"] for box in soup.select("form.quiz input")] == ["radio"] * 2 + ["checkbox"] * 3 + ["radio"] * 2
    assert ticked(soup) == []
    assert "The city!" not in text  # feedback comes after the choice
    assert not answer.cookies
    assert "private" in answer["Cache-Control"] and "Cookie" in answer["Vary"]


def test_right_answers_pass(client, module, answered):
    soup = soup_of(answered(client, module))
    assert "Passed. 3 of 3 questions are right: 100 %." in soup.select_one("#result").get_text(" ", strip=True)
    said = [piece.get_text(" ", strip=True) for piece in soup.select(".quiz-feedback")]
    assert said == [f"A right answer. {text}!" for text in ("The city", "Votes", "Words", "False")]


def test_wrong_answers_are_explained_and_stay_for_another_try(client, module, answered):
    soup = soup_of(answered(client, module, courses.WRONG))
    assert "Not passed yet. 0 of 3" in soup.select_one("#result").get_text(" ", strip=True)
    said = [piece.get_text(" ", strip=True) for piece in soup.select(".quiz-feedback")]
    assert said == [
        "A wrong answer. Residents!",
        "A right answer. Votes!",
        "1 right answer is not ticked.",
        "A wrong answer. True!",
    ]
    assert ticked(soup) == [("q-one", "1"), ("q-several", "0"), ("q-true", "0")]
    assert "The city!" not in soup.text  # the answers that were not chosen stay for the next try
    assert "Passed." in answered(client, module).content.decode()


@pytest.mark.parametrize(
    "choices, sentence",
    [
        ({"q-one": "0", "q-true": "1"}, "Tick at least one answer."),
        ({"q-several": ["0"], "q-true": "1"}, "Choose an answer."),
        ({**courses.RIGHT, "q-one": "7"}, "This answer does not exist any more."),
        ({**courses.RIGHT, "q-one": "<script>"}, "This answer does not exist any more."),
        ({**courses.RIGHT, "q-several": ["0", "²"]}, "This answer does not exist any more."),
    ],
)
def test_unfinished_answers_are_not_scored(client, module, answered, choices, sentence):
    answer = answered(client, module, choices)
    soup = soup_of(answer)
    assert sentence in soup.select_one("form.quiz .field-error").text
    assert soup.select_one("#error-summary a")["href"].startswith("#id_q-")
    assert soup.select_one(soup.select_one("#error-summary a")["href"])
    assert ("q-true", "1") in ticked(soup)
    assert not answer.cookies
    assert not soup.select("#result, .quiz-feedback")


def test_address_of_answers_leads_back_to_the_module(client, module):
    assert client.get(reverse("cms:quiz-answer", args=[module.pk])).url == "/en/course/duties/"


def test_module_that_is_not_public_takes_no_answers(client, course, module, answered):
    PageViewRestriction.objects.create(page=module, restriction_type="login")
    assert answered(client, module).status_code == 404
    PageViewRestriction.objects.all().delete()
    draft = courses.module(course, "Draft")
    ModulePage.objects.filter(pk=draft.pk).update(live=False, first_published_at=None)
    assert answered(client, draft).status_code == 404
    module.unpublish()
    assert client.get(reverse("cms:page-print", args=[module.pk])).status_code == 404


def test_module_taken_away_while_somebody_reads_it_leads_to_the_course(client, course, module, second, answered):
    answered(client, module)
    module.unpublish()
    answer = answered(client, module)
    assert answer.url == "/en/course/"
    text = client.get(answer.url).content.decode()
    assert "taken this module off the site" in text and "Duties" not in text
    answered(client, second)
    assert "Get the certificate" in client.get(answer.url).content.decode()
    course.unpublish()
    assert answered(client, module).status_code == 404


def test_account_needs_the_token_of_its_form_and_a_browser_does_not(module, officer, answered):
    strict = Client(enforce_csrf_checks=True)
    assert answered(strict, module).status_code == 200
    strict.force_login(officer)
    assert answered(strict, module).status_code == 403
    assert not ModuleProgress.objects.exists()
    strict.cookies.clear()
    strict.force_login(officer)
    token = soup_of(strict.get(module.url)).select_one("form.quiz [name=csrfmiddlewaretoken]")["value"]
    assert answered(strict, module, {**courses.RIGHT, "csrfmiddlewaretoken": token}).status_code == 200
    assert ModuleProgress.objects.get().best_score == 100


def test_other_language_goes_on_where_the_first_one_stopped(signed_in, home, module, officer, answered):
    spanish_home = pages.home("es", title="Inicio")
    alias = module.get_parent().specific.create_alias(
        parent=spanish_home, update_locale=spanish_home.locale, reset_translation_key=False, recursive=False
    )
    twin = module.create_alias(parent=alias, update_locale=alias.locale, reset_translation_key=False)
    client = signed_in(officer)
    answered(client, module)
    assert client.get(twin.url).context["mark"].best_score == 100
    assert client.get(alias.url).context["standing"].is_complete
    browser = Client()
    answered(browser, twin)
    assert browser.get(module.url).context["mark"].best_score == 100


def test_overview_asks_as_often_for_three_modules_as_for_one(client, course, module, django_assert_num_queries):
    client.get(course.url)
    with django_assert_num_queries(13):
        client.get(course.url)
    courses.module(course, "Two")
    courses.module(course, "Three")
    with django_assert_num_queries(13):
        assert len(client.get(course.url).context["standing"].rows) == 3


def test_course_and_module_print_as_one_document_or_file(client, course, module, second):
    whole = client.get(reverse("cms:page-print", args=[course.pk])).content.decode()
    assert whole.count("Who has duties?") == 2 and "Answers, to check yourself" in whole and "<style" not in whole
    file = client.get(reverse("cms:page-print", args=[module.pk]) + "?file=1")
    assert file["Content-Disposition"] == 'attachment; filename="duties.en.html"'
    assert "@page" in file.content.decode()
    assert not soup_of(file).select("link, script, img")
    assert client.get(reverse("cms:page-print", args=[course.get_parent().pk])).status_code == 404


def test_answer_that_moved_meanwhile_is_the_one_that_was_chosen(client, module, answered):
    quiz = module.quiz.get_prep_value()
    quiz[0]["value"]["answers"].reverse()
    module.quiz = json.dumps(quiz)
    module.save_revision().publish()
    assert "3 of 3 questions are right" in answered(client, module).content.decode()
    quiz[0]["value"]["answers"][1]["id"] = "anew"
    module.quiz = json.dumps(quiz)
    module.save_revision().publish()
    assert "This answer does not exist any more" in answered(client, module).content.decode()
