"""Events: who did what, when and on what."""

from tests import factories
from tracking.models import Event


def test_record_names_the_object_and_keeps_what_changed(city, officer, now):
    step = factories.step(city, officer)
    event = Event.objects.record(
        Event.Verb.CHANGED, step, by=officer, now=now, local_government=city, before={"a": 1}, after={"a": 2}
    )
    event.refresh_from_db()
    assert (event.object_kind, event.object_id, event.by, event.at) == ("implementationstep", step.pk, officer, now)
    assert (event.before, event.after, event.local_government) == ({"a": 1}, {"a": 2}, city)


def test_record_by_the_system_itself_has_no_person(city, officer, now):
    assert Event.objects.record(Event.Verb.CLOSED, factories.step(city, officer), by=None, now=now).by is None


def test_about_finds_the_events_of_one_object_newest_first(city, officer, recommendation, now):
    step = factories.step(city, officer)
    follow_up = factories.follow_up(city, recommendation, officer, pk=step.pk)  # the same number in another table
    first = Event.objects.record(Event.Verb.ADDED, step, by=officer, now=now)
    second = Event.objects.record(Event.Verb.CHANGED, step, by=officer, now=now)
    Event.objects.record(Event.Verb.ADDED, follow_up, by=officer, now=now)
    assert list(Event.objects.about(step)) == [second, first]
