"""What holds for every page: health, policy headers, sign-up, error pages, no migration forgotten."""

import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve
from django.views.static import serve


def test_health_answers(client, db):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_public_page_has_a_strict_policy(client, db):
    policy = client.get("/en/accounts/login/").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy


def test_cms_admin_has_a_looser_policy(client, db):
    assert "'unsafe-inline'" in client.get("/admin/").headers["Content-Security-Policy"]


def test_cms_admin_signs_in_where_everybody_does(client, db):
    last_address, _status = client.get("/admin/", follow=True).redirect_chain[-1]
    assert last_address == "/en/accounts/login/?next=/admin/"


def test_nobody_signs_up_alone(client, db):
    answer = client.post(
        "/en/accounts/signup/",
        {"email": "a@example.org", "password1": "correct horse 1", "password2": "correct horse 1"},
    )
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_unknown_page_is_a_plain_404(client, db, language):
    answer = client.get(f"/{language}/nowhere/at/all/")
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.content.decode()


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("path", "is_served"),
    [("images/town.png", True), ("original_images/town.png", True), ("documents/plan.pdf", False), ("town.png", False)],
)
def test_media_gives_pictures_and_no_documents(path, is_served):
    if is_served:
        assert resolve(f"/media/{path}").func is serve
    else:
        with pytest.raises(Resolver404):
            resolve(f"/media/{path}")
