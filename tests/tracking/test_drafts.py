"""Drafts of forms: whose they are, how long they stay, how much they hold."""

import datetime

import pytest
from django import forms
from django.db import IntegrityError, transaction
from django.http import QueryDict

from tests import factories
from tracking import drafts
from tracking.models import FormDraft


class Plan(forms.Form):
    title = forms.CharField()
    is_sure = forms.BooleanField(required=False)
    places = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    day = forms.DateField(required=False)


def posted(text):
    return QueryDict(text)


def test_draft_is_found_in_every_language_of_the_site(officer, now):
    drafts.keep(officer, "/en/steps/4/edit/", posted("title=Home"), now=now)
    assert drafts.of(officer, "/fr/steps/4/edit/").data == {"title": ["Home"]}
    assert drafts.of(officer, "/zh-hans/steps/4/edit/")
    assert drafts.of(officer, "/en/steps/5/edit/") is None


def test_draft_is_its_writers_alone(officer, approver, now):
    drafts.keep(officer, "/en/x/", posted("title=Home"), now=now)
    assert drafts.of(approver, "/en/x/") is None
    drafts.drop(approver, "/en/x/")
    assert drafts.of(officer, "/en/x/")


def test_newer_draft_takes_the_place_of_the_older(officer, now):
    drafts.keep(officer, "/en/x/", posted("title=One"), now=now)
    drafts.keep(officer, "/en/x/", posted("title=Two"), now=now)
    assert [draft.data["title"] for draft in FormDraft.objects.all()] == [["Two"]]
    with pytest.raises(IntegrityError), transaction.atomic():
        FormDraft.objects.create(user=officer, form="/x/", saved_at=now)


def test_what_secures_a_form_is_not_part_of_its_draft(officer, now):
    text = "csrfmiddlewaretoken=secret&keep_draft=yes&confirmed=on&title=Home"
    assert drafts.keep(officer, "/en/x/", posted(text), now=now).data == {"title": ["Home"]}


def test_too_long_a_text_is_not_kept_and_the_earlier_draft_stays(officer, now):
    drafts.keep(officer, "/en/x/", posted("title=Home"), now=now)
    assert drafts.keep(officer, "/en/x/", posted("title=" + "a" * (drafts.LONGEST + 1)), now=now) is None
    assert drafts.of(officer, "/en/x/").data == {"title": ["Home"]}


def test_sign_that_no_database_of_ours_stores_is_left_out(officer, now):
    drafts.keep(officer, "/en/x/", posted("title=Ho%00me&odd%00=1"), now=now)
    assert drafts.of(officer, "/en/x/").data == {"title": ["Home"], "odd": ["1"]}


def test_oldest_drafts_make_room(officer, now):
    for number in range(drafts.MOST + 2):
        drafts.keep(officer, f"/en/{number}/", posted("a=b"), now=now + datetime.timedelta(minutes=number))
    assert FormDraft.objects.count() == drafts.MOST
    assert drafts.of(officer, "/en/0/") is None
    assert drafts.of(officer, f"/en/{drafts.MOST + 1}/")


def test_drafts_nobody_touches_are_forgotten_after_ninety_days(officer, now):
    drafts.keep(officer, "/en/old/", posted("a=b"), now=now - datetime.timedelta(days=91))
    drafts.keep(officer, "/en/young/", posted("a=b"), now=now - datetime.timedelta(days=89))
    assert drafts.drop_old(now) == 1
    assert drafts.of(officer, "/en/young/")
    assert drafts.drop_old(now) == 0


def test_restored_form_begins_with_what_was_typed(officer, now):
    draft = drafts.keep(officer, "/en/x/", posted("title=&places=a&places=b&day=soon&version=7"), now=now)
    form = Plan(initial={"title": "Home", "is_sure": True, "day": "2026-01-01"})
    drafts.restore(form, draft)
    assert form.initial == {"title": "", "is_sure": False, "places": ["a", "b"], "day": "soon"}
    assert form.version == "7"
    assert not form.is_bound


def test_field_that_the_draft_does_not_know_keeps_its_value(officer, now):
    draft = drafts.keep(officer, "/en/x/", posted("title=Home"), now=now)
    form = Plan(initial={"day": "2026-01-01"})
    drafts.restore(form, draft)
    assert form.initial["day"] == "2026-01-01"


def test_draft_goes_with_its_account(now, db):
    person = factories.person()
    drafts.keep(person, "/en/x/", posted("a=b"), now=now)
    person.delete()
    assert not FormDraft.objects.exists()
