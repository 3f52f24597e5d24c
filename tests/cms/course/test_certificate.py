"""The certificate: for who passed every module, with a name that nobody keeps."""

import datetime

import pytest
from django.urls import reverse

from cms.models import ModuleProgress
from tests.cms.course import courses


@pytest.fixture
def address(course):
    """Where the certificate is."""
    return reverse("cms:course-certificate", args=[course.pk])


def test_without_progress_it_says_what_is_missing(client, address, module, second, answered):
    answered(client, module)
    for answer in (client.get(address), client.post(address, {"name": "Ana"})):
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "1 module is still missing" in text
        assert "Money" in text and 'name="name"' not in text and "Ana" not in text


def test_course_without_quizzes_has_none(client, address, course):
    courses.module(course, quiz=())
    assert "no quizzes yet" in client.get(address).content.decode()


def test_browser_gets_it_with_the_name_typed_and_escaped(client, address, module, second, answered):
    for each in (module, second):
        answered(client, each)
    assert 'name="name"' in client.get(address).content.decode()
    assert "Write the name" in client.post(address, {"name": " "}).content.decode()
    answer = client.post(address, {"name": "Ana <b>Ruiz</b>"})
    text = answer.content.decode()
    assert "Ana &lt;b&gt;Ruiz&lt;/b&gt;" in text and "Duties" in text and "Money" in text
    assert "no-store" in answer["Cache-Control"]
    assert "Ana" not in client.get(address).content.decode()


def test_account_gets_it_with_the_day_of_the_last_module(signed_in, officer, address, module, second):
    days = datetime.date(2026, 5, 4), datetime.date(2026, 3, 2)
    for page, day in zip((module, second), days, strict=True):
        ModuleProgress.objects.record(officer, page.translation_key, 90, passed_on=day)
    text = signed_in(officer).post(address, {"name": "Ana"}).content.decode()
    assert 'datetime="2026-05-04"' in text
