"""Accounts: signed in by mail address, dated where the person is."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tracking.models import User


def test_account_is_known_by_its_address_however_it_is_written(db):
    user = User.objects.create_user("Ana@Example.org", "correct horse")
    assert user.email == "ana@example.org"
    assert User.objects.get_by_natural_key("ANA@example.ORG") == user
    assert user.check_password("correct horse")


def test_address_belongs_to_one_account(db):
    User.objects.create_user("ana@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ANA@example.org")


def test_account_needs_an_address_and_without_password_nobody_signs_in(db):
    with pytest.raises(ValueError, match="mail address"):
        User.objects.create_user("")
    assert not User.objects.create_user("ana@example.org").has_usable_password()


def test_superuser_is_of_the_it_desk(db):
    user = User.objects.create_superuser("it@example.org", "correct horse")
    assert (user.is_staff, user.is_superuser) == (True, True)


@pytest.mark.parametrize(("zone", "day"), [("Asia/Tokyo", 11), ("UTC", 10), ("America/Bogota", 10)])
def test_local_date_is_the_day_where_the_person_is(zone, day):
    moment = datetime.datetime(2026, 3, 10, 20, 0, tzinfo=datetime.UTC)
    assert User(time_zone=zone).local_date(moment) == datetime.date(2026, 3, day)


def test_time_zone_must_exist():
    User(email="a@example.org", password="x", time_zone="Europe/Madrid").clean_fields()
    with pytest.raises(ValidationError):
        User(email="a@example.org", password="x", time_zone="Europe/Atlantis").clean_fields()


def test_account_is_called_by_name_else_by_address():
    assert str(User(email="a@example.org", first_name="Ana")) == "Ana"
    assert str(User(email="a@example.org")) == "a@example.org"
