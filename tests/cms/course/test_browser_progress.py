"""Without an account the browser keeps the progress: signed, without an identifier, and gone when asked."""

import datetime
import uuid

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.course import cookie
from cms.models import ModuleProgress
from tests.cms.course import courses


def test_cookie_holds_modules_scores_and_days_and_nothing_else(client, module, answered):
    answer = answered(client, module, courses.WRONG | {"q-one": "0"})
    morsel = answer.cookies[cookie.NAME]
    assert list(answer.cookies) == [cookie.NAME]
    assert signing.loads(morsel.value, salt=cookie.SALT) == {module.translation_key.hex: [33, ""]}
    assert (morsel["httponly"], morsel["samesite"]) == (True, "Lax")
    answer = answered(client, module)
    held = {module.translation_key.hex: [100, timezone.localdate().isoformat()]}
    assert signing.loads(answer.cookies[cookie.NAME].value, salt=cookie.SALT) == held
    answered(client, module, courses.WRONG)
    assert client.get(module.url).context["mark"].best_score == 100
    assert not ModuleProgress.objects.exists()


def test_two_browsers_with_the_same_progress_cannot_be_told_apart(module, answered):
    held = [signing.loads(answered(Client(), module).cookies[cookie.NAME].value, salt=cookie.SALT) for _ in range(2)]
    assert held[0] == held[1]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "garbage",
        "e30:1:2",
        signing.dumps({"a" * 32: [100, "2026-01-01"]}, salt="another salt"),
        signing.dumps([1, 2], salt=cookie.SALT),
        signing.dumps({"no key": [100, ""]}, salt=cookie.SALT),
        signing.dumps({"a" * 32: [100, "tomorrow"]}, salt=cookie.SALT),
        signing.dumps({"a" * 32: 3}, salt=cookie.SALT),
    ],
    ids=[
        "empty",
        "garbage",
        "forged",
        "other salt",
        "a list",
        "no key",
        "no day",
        "no pair",
    ],  # signatures hold the time
)
def test_cookie_that_was_changed_counts_as_nothing(client, module, value):
    client.cookies[cookie.NAME] = value
    answer = client.get(module.url)
    assert answer.status_code == 200
    assert answer.context["learner"].marks == {}


def test_one_changed_letter_undoes_the_signature(client, course, module, answered):
    value = answered(client, module).cookies[cookie.NAME].value
    assert client.get(course.url).context["standing"].is_complete
    client.cookies[cookie.NAME] = ("f" if value[0] != "f" else "e") + value[1:]
    assert not client.get(course.url).context["standing"].is_complete


def test_cookie_of_many_courses_stays_small_enough_for_browsers(client, module, answered):
    rows = {uuid.uuid4().hex: [100, "2026-01-01"] for _ in range(60)}
    client.cookies[cookie.NAME] = signing.dumps(rows, salt=cookie.SALT, compress=True)
    value = answered(client, module).cookies[cookie.NAME].value
    held = signing.loads(value, salt=cookie.SALT)
    assert len(value) < 4000 and len(held) == cookie.MOST_MODULES
    assert module.translation_key.hex in held


def test_browser_forgets_when_asked(client, course, module, answered):
    answered(client, module)
    assert "Forget my progress" in client.get(course.url).content.decode()
    answer = client.post(reverse("cms:progress-forget", args=[course.pk]))
    assert (answer.url, answer.cookies[cookie.NAME]["max-age"]) == ("/en/course/", 0)
    answer = client.get(course.url)
    assert "Your progress is forgotten." in answer.content.decode()
    assert answer.context["learner"].marks == {}
    assert client.get(reverse("cms:progress-forget", args=[course.pk])).status_code == 405


def test_account_forgets_only_its_own(signed_in, officer, approver, course, module, answered):
    for person in (officer, approver):
        answered(signed_in(person), module)
    signed_in(officer).post(reverse("cms:progress-forget", args=[course.pk]))
    assert [row.person for row in ModuleProgress.objects.all()] == [approver]


def test_signing_in_takes_the_browsers_progress_over(client, officer, course, module, second, answered):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    ModuleProgress.objects.record(officer, module.translation_key, 70, passed_on=yesterday)
    answered(client, module)
    answered(client, second)
    client.force_login(officer)
    answer = client.get(course.url)
    assert answer.cookies[cookie.NAME]["max-age"] == 0
    assert answer.context["standing"].is_complete
    row = ModuleProgress.objects.get(module=module.translation_key)
    assert (row.best_score, row.passed_on) == (100, yesterday)
    client.logout()
    assert client.get(course.url).context["learner"].marks == {}
