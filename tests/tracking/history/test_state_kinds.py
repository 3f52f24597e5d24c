"""The history of a State tells its records and the chapters of its report in words."""

from tests import factories
from tracking import history, models


def test_history_tells_chapters_and_records_in_words(review, recommendation, coordinator, now):
    call = factories.call(review, coordinator)
    chapters = models.ReportChapter.objects.of_call(call)
    wanted = [chapter._replace(is_included=chapter.code != "pledges", budget=None) for chapter in chapters]
    wanted[0] = wanted[0]._replace(budget=300)
    models.ReportChapter.objects.arrange(call, wanted, 10_700, by=coordinator, now=now)
    [entry] = history.of_object(call)
    changes = {what: (before, after) for what, before, after in entry.changes}
    assert changes["Summary: words planned"] == ("–", "300")
    before, after = changes["chapters in the report"]
    assert "Voluntary pledges" in before
    assert "Voluntary pledges" not in after
    row = factories.position_change(recommendation, coordinator)
    row.new_position = "partly"
    row.save_work(by=coordinator, now=now)
    [entry] = history.of_object(row)
    assert entry.title == "120.1: supported in part"
    assert entry.changes == [("position since then", "supported", "supported in part")]
