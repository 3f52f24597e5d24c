"""What a form does with a text that may become public: the tick, the second reader, what is said before and after."""

import pytest
from django.forms import Textarea

from tests import factories
from tracking import models, second_reading
from tracking.forms.evidence import EvidenceForm
from tracking.forms.followup import FollowUpForm
from tracking.forms.publishing import NO_CASES, PublishingForm


@pytest.fixture
def follow_up(city, recommendation, officer):
    """An internal follow-up on a sensitive recommendation."""
    models.Recommendation.objects.update(is_sensitive=True)
    recommendation.refresh_from_db()
    return factories.follow_up(city, recommendation, officer)


def form_of(follow_up, **fields):
    """The form as a person sends it, with the row as it is stored."""
    row = models.FollowUp.objects.get(pk=follow_up.pk)
    empty = FollowUpForm(follow_up=row)
    data = {"relevance": row.relevance, "status": row.status, "visibility": empty["visibility"].value()}
    data |= {"gap": row.gap, "plain_reading": row.plain_reading, "version": empty.version}
    return FollowUpForm({**data, **fields}, follow_up=row)


def saved(follow_up, by, now, **fields):
    form = form_of(follow_up, **fields)
    assert form.is_valid(), form.errors
    form.save(by=by, now=now)
    return form


def stored():
    return models.FollowUp.objects.get()


def test_public_on_a_sensitive_topic_stays_internal_and_asks(follow_up, officer, now):
    form = saved(follow_up, officer, now, visibility="public", plain_reading="More beds.")
    assert (stored().visibility, stored().plain_reading) == ("internal", "More beds.")
    assert second_reading.open_reading(follow_up) == form.reading
    assert "second person reads it first" in form.outcome


def test_public_on_a_sensitive_topic_keeps_a_restricted_row_restricted(follow_up, officer, now):
    models.FollowUp.objects.update(visibility="restricted")
    saved(follow_up, officer, now, visibility="public")
    assert stored().visibility == "restricted"


def test_public_elsewhere_is_public_at_once(follow_up, officer, now):
    models.Recommendation.objects.update(is_sensitive=False)
    form = saved(follow_up, officer, now, visibility="public")
    assert (stored().visibility, form.outcome, models.SecondReading.objects.count()) == ("public", "", 0)


def test_what_waits_shows_the_wish_and_says_so(follow_up, officer, now):
    saved(follow_up, officer, now, visibility="public")
    form = FollowUpForm(follow_up=stored())
    assert form["visibility"].value() == "public"
    assert "waits for a second reader" in form.fields["visibility"].help_text


def test_what_waits_is_asked_anew_only_where_words_change(follow_up, officer, now):
    first = saved(follow_up, officer, now, visibility="public").reading
    assert saved(follow_up, officer, now, department="Housing").reading != first
    second = second_reading.open_reading(follow_up)
    saved(follow_up, officer, now, department="Housing", has_setback="")
    assert second_reading.open_reading(follow_up) == second


def test_internal_again_asks_no_longer(follow_up, officer, now):
    saved(follow_up, officer, now, visibility="public")
    saved(follow_up, officer, now, visibility="internal")
    assert (stored().visibility, second_reading.open_reading(follow_up)) == ("internal", None)


def test_a_public_text_is_hidden_while_its_change_is_read(follow_up, officer, approver, now):
    reading = saved(follow_up, officer, now, visibility="public").reading
    second_reading.publish(reading, by=approver, now=now)
    form = FollowUpForm(follow_up=stored())
    assert "taken back from the public until" in form.fields["visibility"].help_text
    saved(follow_up, officer, now, plain_reading="Fewer beds.")
    assert stored().visibility == "internal"
    assert second_reading.open_reading(follow_up)


def test_a_public_text_that_stays_is_asked_about_no_more(follow_up, officer, approver, now):
    second_reading.publish(saved(follow_up, officer, now, visibility="public").reading, by=approver, now=now)
    saved(follow_up, officer, now, status="ongoing")
    assert (stored().visibility, stored().status) == ("public", "ongoing")
    assert second_reading.open_reading(follow_up) is None


def test_a_topic_no_longer_sensitive_is_published_by_its_author(follow_up, officer, now):
    saved(follow_up, officer, now, visibility="public")
    models.Recommendation.objects.update(is_sensitive=False)
    saved(follow_up, officer, now)
    assert (stored().visibility, second_reading.open_reading(follow_up)) == ("public", None)


def test_tick_is_still_asked_on_a_sensitive_topic(follow_up):
    form = form_of(follow_up, visibility="public", plain_reading="Ask ana@example.org.")
    assert not form.is_valid()
    assert "ana@example.org (mail address)" in str(form.errors["confirmed"])
    assert form_of(follow_up, visibility="public", plain_reading="Ask ana@example.org.", confirmed="on").is_valid()


def test_public_evidence_on_a_sensitive_step_waits(follow_up, city, officer, now):
    step = factories.step(city, officer, [follow_up], visibility="public")
    data = {"kind": "minutes", "title": "Decision", "link": "https://example.org", "visibility": "public"}
    form = EvidenceForm(data, instance=models.Evidence(step=step))
    assert form.is_valid(), form.errors
    form.instance.add(by=officer, now=now)
    reading = form.settle(form.instance, by=officer, now=now)
    assert (models.Evidence.objects.get().visibility, reading.object_kind) == ("internal", "evidence")


def test_version_tells_a_row_that_was_taken_back_meanwhile(follow_up, officer, now):
    models.FollowUp.objects.update(visibility="public")
    form = form_of(follow_up)
    assert not form.is_outdated
    stored().unpublish(by=officer, now=now)
    late = FollowUpForm({"version": form.version}, follow_up=stored())
    assert late.is_outdated


def every(form):
    """All forms made of a form."""
    for child in form.__subclasses__():
        yield child
        yield from every(child)


METHOD = {"definition", "formula", "mandate"}  # how something is counted, or what a body may do


def test_every_long_public_text_says_that_cases_do_not_belong_there():
    forms = {form for form in every(PublishingForm) if form.__module__.startswith("tracking.forms")}
    assert len(forms) >= 3
    silent = {
        (form.__name__, name)
        for form in forms
        for name, field in form.base_fields.items()
        if isinstance(field.widget, Textarea) and name not in METHOD and str(NO_CASES) not in str(field.help_text)
    }
    assert silent == set()
