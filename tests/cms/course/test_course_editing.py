"""What the editor's form asks of a quiz before it is published, and the previews."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.course.blocks import QuestionBlock
from cms.models import ModulePage
from tests.cms.course import courses


def cleaned(kind, *answers, **changes):
    """The block's verdict on a question: None, or the ValidationError."""
    block = QuestionBlock()
    value = courses.question("Which?", *answers, kind=kind)["value"] | changes
    try:
        block.clean(block.to_python(value))
    except ValidationError as error:
        return error
    return None


@pytest.mark.parametrize(
    "kind, answers, is_fine",
    [
        ("one", ("*a", "b", "c"), True),
        ("one", ("a", "b"), False),
        ("one", ("*a", "*b", "c"), False),
        ("one", ("*a",), False),
        ("several", ("*a", "*b", "c"), True),
        ("several", ("*a", "b"), True),
        ("several", ("a", "b"), False),
        ("true_false", ("*a", "b"), True),
        ("true_false", ("*a", "*b"), False),
        ("true_false", ("*a", "b", "c"), False),
    ],
)
def test_right_answers_fit_the_kind(kind, answers, is_fine):
    assert (cleaned(kind, *answers) is None) == is_fine


def test_every_answer_has_feedback():
    rows = [courses.answer("0", "a", is_right=True), courses.answer("1", "b")]
    rows[1]["value"]["feedback"] = ""
    assert cleaned("one", answers=rows) is not None


def form_of(*marks, **fields):
    """What the form of a module sends, with one question whose answers are marked right or not."""
    answers = [
        {
            "value": {"text": f"Answer {number}", "feedback": "Because."} | ({"is_right": "on"} if is_right else {}),
            "order": str(number),
            "type": "",
            "deleted": "",
            "id": "",
        }
        for number, is_right in enumerate(marks)
    ]
    rows = {
        f"answers-{number}-{name}": value
        for number, row in enumerate(answers)
        for name, value in nested_form_data(row).items()
    }
    question = {"text": "Which?", "kind": "one", "answers-count": str(len(answers)), **rows}
    return nested_form_data({
        "title": "New", "slug": "new", "minutes": "10", "pass_share": "70", "last_verified": "",
        "goals": streamfield([("goal", "Name it.")]), "body": streamfield([]),
        "quiz": streamfield([("question", question)]), "comments": inline_formset([]), **fields,
    })  # fmt: skip


def added(client, course, form):
    return client.post(reverse("wagtailadmin_pages:add", args=["cms", "modulepage", course.pk]), form)


def test_editor_writes_and_publishes_a_module(signed_in, editor, course, client, answered):
    answer = added(signed_in(editor), course, form_of(True, False, **{"action-publish": "yes"}))
    assert answer.status_code == 302
    module = ModulePage.objects.live().get()
    question = module.questions[0]
    assert "Passed." in answered(client, module, {question.key: question.answers[0].key}).content.decode()


def test_unfit_question_is_saved_as_a_draft_and_not_published(signed_in, editor, course):
    answer = added(signed_in(editor), course, form_of(True, True, **{"action-publish": "yes"}))
    assert answer.status_code == 200
    assert "quiz" in answer.context["form"].errors
    assert not ModulePage.objects.exists()
    assert added(signed_in(editor), course, form_of(True, True)).status_code == 302
    assert not ModulePage.objects.get().live


def test_question_without_a_right_answer_stands_in_nobodys_way(course, client, answered):
    module = courses.module(course, quiz=[*courses.QUIZ, courses.question("Unfinished?", "a", "b")])
    assert "Unfinished?" not in client.get(module.url).content.decode()
    assert "Passed." in answered(client, module).content.decode()


@pytest.mark.parametrize("mode, sentence", [("", ""), ("right", "Passed."), ("wrong", "Not passed yet.")])
def test_previews_show_the_quiz_and_its_results(signed_in, editor, course, module, mode, sentence):
    client = signed_in(editor)
    client.get(reverse("wagtailadmin_pages:edit", args=[module.pk]))
    for page in (module, Page(path="new", depth=1, pk=None)):
        if page.pk:
            address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        else:
            address = reverse("wagtailadmin_pages:preview_on_add", args=["cms", "modulepage", course.pk])
        assert client.post(address, form_of(True, False)).json()["is_valid"]
        answer = client.get(address, {"mode": mode})
        text = answer.content.decode()
        assert "Which?" in text and sentence in text and ("Because." in text) == bool(mode)


def test_preview_keeps_no_progress_and_sends_nothing(signed_in, editor, module):
    client = signed_in(editor)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[module.pk])
    client.post(address, form_of(True, False))
    text = client.get(address, {"mode": "right"}).content.decode()
    assert reverse("cms:quiz-answer", args=[module.pk]) not in text
    assert not editor.module_progress.exists()
