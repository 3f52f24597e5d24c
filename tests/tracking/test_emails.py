"""The reminder mail: what stands in it, for whom, with which way out."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from tracking import emails
from tracking.reminders.kinds import framed

DAY = datetime.date(2026, 3, 10)


@pytest.fixture
def line_of(city):
    """Makes a line of a kind, due so many days from DAY."""

    def make(kind, days=10, **told):
        due = DAY + datetime.timedelta(days=days)
        found = {"title": "Open a night shelter", "facts": ["Not done."], "path": "/en/my-work/1/", "pk": 7, **told}
        return framed(found, kind, due, DAY, government=city, state=city.state)

    return make


def html_of(mail):
    (alternative,) = mail.alternatives
    assert alternative.mimetype == "text/html"
    return BeautifulSoup(alternative.content, "html.parser")


def test_mail_is_text_and_the_same_as_html(officer, line_of):
    mail = emails.reminder(officer, [line_of("step-due"), line_of("step-stale", 0, title="Train the police")])
    assert isinstance(mail, EmailMultiAlternatives)
    page = html_of(mail)
    for words in ("Open a night shelter", "Train the police", "Altamira", "Not done.", "Due today"):
        assert words in mail.body
        assert words in page.get_text()
    assert mail.subject == "2 matters need your attention"
    assert [link["href"] for link in page.find_all("a")][0] == "http://localhost:8000/en/my-work/1/"


@pytest.mark.parametrize("kind, is_optional", [("step-due", True), ("call-deadline", False), ("returned", False)])
def test_only_what_can_wait_has_a_way_out(officer, line_of, kind, is_optional):
    mail = emails.reminder(officer, [line_of(kind)])
    assert ("List-Unsubscribe" in mail.extra_headers) is is_optional
    assert ("/reminders/off/" in mail.body) is is_optional
    assert ("/reminders/lines/7/set-aside/" in mail.body) is is_optional
    if is_optional:
        assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = mail.extra_headers["List-Unsubscribe"].strip("<>")
        assert address in mail.body
        assert address.startswith("http://localhost:8000/")


def test_line_that_stands_for_several_cannot_be_set_aside(officer, line_of):
    mail = emails.reminder(officer, [line_of("step-stale", count=12, title="12 steps without news")])
    assert "set-aside" not in mail.body
    assert mail.subject == "12 steps without news (Altamira)"


@pytest.mark.parametrize(
    "kind, days, subject",
    [
        ("call-deadline", 14, "Mid-term 2026: 14 days left (Altamira)"),
        ("call-deadline", 1, "Mid-term 2026: 1 day left (Altamira)"),
        ("call-deadline", 0, "Mid-term 2026: today is the last day (Altamira)"),
        ("call-deadline", -7, "Mid-term 2026: the last day has passed (Altamira)"),
        ("returned", 0, "Input was returned: Mid-term 2026 (Altamira)"),
        ("step-due", 3, "A step is due: Mid-term 2026 (Altamira)"),
    ],
)
def test_subject_says_what_and_where(officer, line_of, kind, days, subject):
    assert emails.reminder(officer, [line_of(kind, days, title="Mid-term 2026")]).subject == subject


def test_asking_again_speaks_of_the_last_day_not_of_the_day_of_asking(officer, line_of):
    line = line_of("by-hand", 0, title="Mid-term 2026", deadline=DAY + datetime.timedelta(days=20))
    mail = emails.reminder(officer, [line])
    assert mail.subject == "Mid-term 2026: 20 days left (Altamira)"
    assert "Due on 30 March 2026, in 20 days." in mail.body


def test_what_happened_has_no_due_day(officer, line_of):
    assert "ue on" not in emails.reminder(officer, [line_of("returned", -3, is_event=True)]).body


def test_who_else_hears_is_said_to_all(officer, line_of):
    mail = emails.reminder(officer, [line_of("call-deadline", heard_by=["Ana", "Luis"])])
    assert "Also told: Ana, Luis." in mail.body
    assert "Also told: Ana, Luis." in html_of(mail).get_text()


def test_words_of_people_stay_words(officer, line_of):
    mail = emails.reminder(officer, [line_of("step-due", title="<b>Shelter</b> & more", note="<script>x</script>")])
    assert "<b>Shelter</b> & more" in mail.body
    page = html_of(mail)
    assert page.find("script") is None
    assert "<b>Shelter</b> & more" in page.get_text()
    assert "\n" not in emails.reminder(officer, [line_of("step-due", title="One\r\nBcc: x@example.org")]).subject


def test_arabic_mail_is_written_from_right_to_left(officer, line_of, settings):
    with translation.override("ar"):
        page = html_of(emails.reminder(officer, [line_of("step-due")]))
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert page.find("b", dir="auto").get_text() == "Open a night shelter"
