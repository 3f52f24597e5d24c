"""What repeats in the CMS."""

import datetime

from django.utils import timezone

from cms.models import PracticeEvidence
from cms.tasks import publish_scheduled
from tests.cms import pages
from tracking.models import BackgroundRun


def test_page_goes_live_and_down_at_the_hours_its_editor_set(practice_index, city):
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    coming = pages.draft(practice_index, city=city, **{**pages.practice_fields(), "title": "Coming"})
    coming.evidence.add(PracticeEvidence(kind="report", title="Report"))
    coming.go_live_at = now - hour
    coming.save_revision(approved_go_live_at=now - hour)
    later = pages.draft(practice_index, city=city, **{**pages.practice_fields(), "title": "Later"})
    later.save_revision(approved_go_live_at=now + hour)
    going = pages.practice(practice_index, city, title="Going")
    going.expire_at = now - hour
    going.save()
    publish_scheduled()
    publish_scheduled()
    for page, is_live in [(coming, True), (later, False), (going, False)]:
        page.refresh_from_db()
        assert page.live == is_live, page.title
    assert BackgroundRun.objects.get(name="publish scheduled pages").failed_at is None
