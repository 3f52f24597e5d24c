"""The command, and the beat's task, that erase who left long ago."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests import factories
from tracking import tasks
from tracking.models import Invitation, User

LONG_AGO = timezone.now() - datetime.timedelta(days=800)


@pytest.fixture
def left(db):
    """Somebody who has had no role for more than two years."""
    return factories.person("left", roles_ended_at=LONG_AGO)


def test_command_erases_and_says_how_many(left, officer, city, approver):
    factories.invitation(city, approver, now=LONG_AGO)
    out = StringIO()
    call_command("erase_left_contacts", stdout=out)
    assert "1 account erased" in out.getvalue()
    assert "1 invitation deleted" in out.getvalue()
    assert User.objects.get(pk=left.pk).erased_at
    assert User.objects.get(pk=officer.pk).is_active
    assert not Invitation.objects.exists()
    call_command("erase_left_contacts", stdout=out)
    assert "0 accounts erased" in out.getvalue()


def test_task_of_the_beat_does_the_same(left):
    tasks.erase_left_contacts()
    assert User.objects.get(pk=left.pk).erased_at


def test_somebody_without_a_role_is_first_noted_not_erased(db):
    nobody = factories.person("nobody")
    call_command("erase_left_contacts", stdout=StringIO())
    nobody.refresh_from_db()
    assert nobody.roles_ended_at
    assert nobody.is_active
