"""Who reads second, what they decide, and what happens to texts that change meanwhile."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking import models, second_reading
from tracking.models import SecondReading


@pytest.fixture
def follow_up(city, recommendation, officer):
    """An internal follow-up on a sensitive recommendation."""
    models.Recommendation.objects.update(is_sensitive=True)
    recommendation.refresh_from_db()
    return factories.follow_up(city, recommendation, officer, gap="Beds are missing.")


@pytest.fixture
def step(follow_up, city, officer):
    """A public step on it."""
    return factories.step(city, officer, [follow_up], visibility="public")


@pytest.fixture
def reading(follow_up, officer, now):
    return second_reading.ask(follow_up, by=officer, now=now)


def seen(row):
    """The row's visibility as it is stored."""
    return type(row).objects.values_list("visibility", flat=True).get(pk=row.pk)


def verbs(row):
    return [event.verb for event in models.Event.objects.about(row.told_on).order_by("pk")]


def test_ask_hides_what_is_public_and_is_asked_once(step, officer, approver, now):
    first = second_reading.ask(step, by=officer, now=now)
    assert seen(step) == "internal"
    assert (first.asked_by, first.local_government, first.decision) == (officer, step.local_government, "")
    assert second_reading.ask(step, by=approver, now=now) == first
    assert verbs(step) == ["taken-back", "reading-asked"]


def test_ask_again_after_a_change_voids_the_first(step, officer, now):
    first = second_reading.ask(step, by=officer, now=now)
    models.ImplementationStep.objects.update(outcome="40 beds")
    second = second_reading.ask(step, by=officer, now=now)
    first.refresh_from_db()
    assert (first.decision, second.pk != first.pk) == ("void", True)
    assert second_reading.open_reading(step) == second


def test_publish_by_another_person_shows_it_to_everybody(reading, follow_up, approver, now):
    assert second_reading.publish(reading, by=approver, now=now)
    assert seen(follow_up) == "public"
    assert (reading.decision, reading.decided_by, reading.decided_at) == ("published", approver, now)
    assert verbs(follow_up) == ["reading-asked", "published"]
    event = models.Event.objects.about(follow_up).first()
    assert (event.before, event.after) == ({"visibility": "internal"}, {"visibility": "public"})


def test_publish_by_the_author_is_refused(reading, follow_up, officer, now):
    with pytest.raises(ValidationError):
        second_reading.publish(reading, by=officer, now=now)
    assert seen(follow_up) == "internal"
    with pytest.raises(ValidationError):
        reading.decide("published", by=officer, now=now)


@pytest.mark.parametrize("role", ["viewer", "outsider", "coordinator", "national_viewer", "stranger"])
def test_publish_by_somebody_without_the_right_is_refused(role, reading, approver, now, request):
    with pytest.raises(ValidationError):
        second_reading.publish(reading, by=request.getfixturevalue(role), now=now)
    assert second_reading.open_reading(models.FollowUp.objects.get()) == reading


def test_publish_refuses_words_that_nobody_read(reading, follow_up, approver, now):
    models.FollowUp.objects.update(gap="Ana has no bed.")
    assert not second_reading.publish(reading, by=approver, now=now)
    assert (seen(follow_up), reading.decision) == ("internal", "void")


def test_publish_does_not_mind_a_change_of_codes_and_dates(reading, follow_up, approver, now):
    models.FollowUp.objects.update(status="ongoing")
    assert second_reading.publish(reading, by=approver, now=now)


def test_two_readers_at_once_the_second_is_told(reading, follow_up, approver, city, now):
    third = factories.member("officer", city)
    same = SecondReading.objects.get(pk=reading.pk)  # both have the page open
    second_reading.keep(reading, "Name no district.", by=approver, now=now)
    with pytest.raises(ValidationError):
        second_reading.publish(same, by=third, now=now)
    with pytest.raises(ValidationError):
        same.decide("published", by=third, now=now)
    reading.refresh_from_db()
    assert (reading.decision, reading.decided_by, seen(follow_up)) == ("kept", approver, "internal")


def test_keep_asks_for_words(reading, follow_up, approver, now):
    with pytest.raises(ValidationError):
        second_reading.keep(reading, "  ", by=approver, now=now)
    second_reading.keep(reading, " Name no district. ", by=approver, now=now)
    assert (reading.note, verbs(follow_up)) == ("Name no district.", ["reading-asked", "kept-internal"])
    assert "district" not in str(models.Event.objects.values_list("before", "after"))


def test_decision_on_what_was_removed_is_refused(officer, approver, step, now):
    evidence = factories.evidence(step, officer)
    reading = second_reading.ask(evidence, by=officer, now=now)
    models.Evidence.objects.all().delete()
    with pytest.raises(ValidationError):
        second_reading.publish(reading, by=approver, now=now)
    assert second_reading.waiting([reading]) == []


REMOVED = {
    "by its method": lambda evidence, by, now: evidence.remove(by=by, now=now),
    "in bulk": lambda evidence, by, now: models.Evidence.objects.all().delete(),
    "with its step": lambda evidence, by, now: evidence.step.delete(),
}


@pytest.mark.parametrize("remove", REMOVED.values(), ids=REMOVED)
def test_removing_the_row_asks_nobody_any_longer(remove, officer, approver, step, follow_up, now):
    evidence = factories.evidence(step, officer)
    second_reading.ask(evidence, by=officer, now=now)
    other = second_reading.ask(follow_up, by=officer, now=now)
    remove(evidence, officer, now)
    assert list(second_reading.decidable_by(approver)) == [other]
    assert list(SecondReading.objects.open()) == [other]


def test_coordinator_reads_where_the_author_is_alone(reading, follow_up, coordinator, now):
    assert list(second_reading.decidable_by(coordinator)) == [reading]
    assert second_reading.is_without_second_person(follow_up.local_government)
    assert second_reading.publish(reading, by=coordinator, now=now)


@pytest.mark.parametrize("is_active", [True, False])
def test_coordinator_does_not_read_where_a_colleague_can(is_active, reading, approver, coordinator):
    approver.is_active = is_active
    approver.save()
    assert list(second_reading.decidable_by(coordinator)) == ([] if is_active else [reading])
    assert second_reading.is_without_second_person(reading.local_government) is not is_active


def test_people_of_the_government_above_read_for_the_one_it_collects_for(reading, state, city, coordinator):
    region = factories.government(state, "Region")
    above = factories.member("officer", region)
    assert list(second_reading.decidable_by(above)) == []
    models.LocalGovernment.objects.filter(pk=city.pk).update(parent=region, is_collected_by_parent=True)
    assert list(second_reading.decidable_by(above)) == [reading]
    assert list(second_reading.decidable_by(coordinator)) == []


def test_readings_of_two_cities_stay_apart(reading, outsider, other_city, officer, recommendation, now):
    theirs = second_reading.ask(factories.follow_up(other_city, recommendation, outsider), by=outsider, now=now)
    colleague = factories.member("approver", other_city)
    assert list(second_reading.decidable_by(colleague)) == [theirs]
    assert list(second_reading.decidable_by(officer)) == []


def test_ask_where_needed_leaves_alone_what_was_read_or_is_not_delicate(step, officer, recommendation, now):
    assert second_reading.ask_where_needed(step, fingerprint=step.fingerprint, by=officer, now=now) is None
    models.Recommendation.objects.update(is_sensitive=False)
    assert second_reading.ask_where_needed(step, fingerprint=None, by=officer, now=now) is None
    assert seen(step) == "public"
    models.Recommendation.objects.update(is_sensitive=True)
    assert second_reading.ask_where_needed(step, fingerprint=None, by=officer, now=now)
    assert (seen(step), step.visibility) == ("internal", "internal")


def test_watched_hides_a_public_step_whose_words_grow(step, officer, now):
    with second_reading.watched(step, by=officer, now=now):
        models.ProgressNote(step=step, date=now.date(), text="Ten families moved in").add(by=officer, now=now)
    assert seen(step) == "internal"
    first = second_reading.open_reading(step)
    with second_reading.watched(step, by=officer, now=now):
        models.ProgressNote(step=step, date=now.date(), text="Two left").add(by=officer, now=now)
    assert second_reading.open_reading(step).pk != first.pk


def test_watched_leaves_the_rest_as_it_is(step, officer, now):
    with second_reading.watched(step, by=officer, now=now):
        models.ImplementationStep.objects.update(status="under-way")
    assert (seen(step), second_reading.open_reading(step)) == ("public", None)


def test_watched_hides_a_public_step_whose_topic_becomes_sensitive(city, review, officer, now):
    plain, delicate = (factories.recommendation(review, is_sensitive=one) for one in (False, True))
    step = factories.step(city, officer, [factories.follow_up(city, plain, officer)], visibility="public")
    with second_reading.watched(step, by=officer, now=now) as held_back:
        step.save_work([plain], by=officer, now=now)
    assert (seen(step), held_back) == ("public", [])
    with second_reading.watched(step, by=officer, now=now) as held_back:
        step.save_work([plain, delicate], by=officer, now=now)
    assert (seen(step), held_back) == ("internal", [second_reading.open_reading(step)])


def test_watched_hides_what_is_made_public_inside(follow_up, city, officer, now):
    step = factories.step(city, officer, [follow_up])
    with second_reading.watched(step, by=officer, now=now) as held_back:
        step.publish(by=officer, now=now)
    assert (seen(step), held_back) == ("internal", [second_reading.open_reading(step)])


def test_watched_takes_a_row_that_is_new(follow_up, city, officer, now):
    step = models.ImplementationStep(local_government=city, title="Shelter", kind="law", visibility="public")
    with second_reading.watched(step, by=officer, now=now):
        step.save_work([follow_up.recommendation], by=officer, now=now)
    assert (seen(step), second_reading.open_reading(step).asked_by) == ("internal", officer)


def test_withdraw_asks_no_longer(reading, follow_up, officer, now):
    second_reading.withdraw(follow_up, by=officer, now=now)
    second_reading.withdraw(follow_up, by=officer, now=now)
    assert second_reading.open_reading(follow_up) is None


def test_waiting_marks_what_points_to_a_person(follow_up, officer, now):
    models.FollowUp.objects.update(gap="Ask ana@example.org.")
    (one,) = second_reading.waiting([second_reading.ask(models.FollowUp.objects.get(), by=officer, now=now)])
    assert dict(one.words)["What is still missing"] == [("Ask ", ""), ("ana@example.org", "mail address"), (".", "")]
    assert not one.is_outdated


def test_waiting_asks_as_often_for_three_as_for_one(city, review, officer, now, django_assert_num_queries):
    readings = []
    for count in (1, 3):
        while len(readings) < count:
            row = factories.recommendation(review, is_sensitive=True)
            step = factories.step(city, officer, [factories.follow_up(city, row, officer)])
            readings.append(second_reading.ask(step, by=officer, now=now))
        with django_assert_num_queries(1 + len(models.ImplementationStep.PUBLIC_PARTS)):
            assert len([one.words for one in second_reading.waiting(readings)]) == count


MIDDLES = {
    "two open": {"decision": ""},
    "by nobody": {"decision": "void", "decided_at": factories.NOW},
    "kept without words": {"decision": "kept", "decided_at": factories.NOW, "by": "approver"},
    "by the author": {"decision": "published", "decided_at": factories.NOW, "by": "officer"},
}


@pytest.mark.parametrize("fields", MIDDLES.values(), ids=MIDDLES)
def test_database_refuses_the_middle(fields, reading, officer, request):
    fields = dict(fields)
    by = request.getfixturevalue(fields.pop("by")) if "by" in fields else None
    values = {"object_kind": "followup", "object_id": reading.object_id, "fingerprint": "x" * 64}
    values |= {"local_government": reading.local_government, "asked_by": officer, "asked_at": factories.NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondReading.objects.create(**values, **fields, decided_by=by)


def test_unpublish_is_one_event_however_often(step, officer, now):
    assert step.unpublish(by=officer, now=now)
    assert not step.unpublish(by=officer, now=now)
    assert (seen(step), verbs(step)) == ("internal", ["taken-back"])


def test_unpublish_leaves_a_restricted_row_restricted(step, officer, now):
    models.ImplementationStep.objects.update(visibility="restricted")
    assert not step.unpublish(by=officer, now=now)
    assert seen(step) == "restricted"


def test_fingerprint_changes_with_every_word_and_file_and_with_no_code(step, officer):
    before = step.fingerprint
    step.status = "done"
    assert step.fingerprint == before
    step.partners.create(kind="academia", name="The university")
    assert step.fingerprint != before
    evidence = factories.evidence(step, officer)
    before = evidence.fingerprint
    evidence.file.name = "evidence/2026/other.pdf"
    assert evidence.fingerprint != before


def test_every_free_text_of_a_publishable_model_is_read(db):
    """A text that is neither read nor known to stay inside would become public unread."""
    inside = {"credit_key", "credit_address", "file", "object_kind"}
    for model in (models.ImplementationStep, models.FollowUp, models.Evidence):
        texts = {
            field.name
            for field in model._meta.concrete_fields
            if field.get_internal_type() in ("TextField", "CharField", "URLField") and not field.choices
        }
        assert texts - set(model.PUBLIC_TEXTS) - inside == set()
