"""The settings refuse to start in production with an unsafe value, and say which."""

import os
import subprocess
import sys

import pytest

SAFE = {
    "UPR_ENV": "production",
    "SECRET_KEY": "x7Rk2vQ9mZ4tB8nW1cY6pL3sD5gH0jFaXeUiOo",
    "ALLOWED_HOSTS": "upr.example.org",
    "SITE_URL": "https://upr.example.org",
    "EMAIL_HOST": "mail.example.org",
}
SAFE["SECRET_KEY"] += "-and-more"


def start(tmp_path, **environment):
    """Load the settings in a process of their own; (exit code, what it said)."""
    clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env=clean | {"DJANGO_SETTINGS_MODULE": "upr_local.settings", "VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_production_starts_with_safe_values(tmp_path):
    assert start(tmp_path, **SAFE) == (0, "")


def test_local_starts_without_any_variable(tmp_path):
    assert start(tmp_path) == (0, "")


@pytest.mark.parametrize(
    "name, value",
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "change-me-" + "x" * 50),
        ("DEBUG", "yes"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("SITE_URL", ""),
        ("SITE_URL", "upr.example.org"),
        ("EMAIL_HOST", ""),
    ],
)
def test_production_refuses_an_unsafe_value_and_names_it(tmp_path, name, value):
    code, said = start(tmp_path, **SAFE | {name: value})
    assert code != 0
    assert "ImproperlyConfigured" in said
    assert name in said


@pytest.mark.parametrize(
    "name, value",
    [
        ("DEBUG", "perhaps"),
        ("EMAIL_PORT", "smtp"),
        ("UPR_ENV", "staging"),
        ("LOG_LEVEL", "LOUD"),
        ("LANGUAGES", "en,tlh"),
        ("MESSAGE_GATEWAY", "console"),
        ("MESSAGE_GATEWAY", "tracking.gateways.nowhere.Gateway"),
        ("BACKGROUND_SILENT_MINUTES", "long"),
    ],
)
def test_value_that_makes_no_sense_is_named(tmp_path, name, value):
    code, said = start(tmp_path, **{name: value})
    assert code != 0
    assert f"{name} must be" in said


def test_secret_comes_from_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(SAFE["SECRET_KEY"] + "\n")
    values = {name: value for name, value in SAFE.items() if name != "SECRET_KEY"}
    assert start(tmp_path, SECRET_KEY_FILE=str(secret), **values) == (0, "")


def test_local_keeps_its_secret_for_its_owner_only(tmp_path):
    start(tmp_path)
    secret = tmp_path / "secret_key"
    first = secret.read_text()
    start(tmp_path)
    assert secret.read_text() == first
    assert secret.stat().st_mode & 0o077 == 0


OIDC = {
    "OIDC_SERVER_URL": "https://login.example.org",
    "OIDC_CLIENT_ID": "upr-local",
    "OIDC_CLIENT_SECRET": "secret",
}


def test_administrations_sign_in_is_set_whole_or_not_at_all(tmp_path):
    assert start(tmp_path, **SAFE | OIDC) == (0, "")
    for missing in OIDC:
        code, said = start(tmp_path, **SAFE | {name: value for name, value in OIDC.items() if name != missing})
        assert code != 0
        assert f"{missing} must be set too" in said


def test_administrations_sign_in_needs_https_in_production(tmp_path):
    plain = OIDC | {"OIDC_SERVER_URL": "http://login.example.org"}
    code, said = start(tmp_path, **SAFE | plain)
    assert code != 0
    assert "OIDC_SERVER_URL must be" in said
    assert start(tmp_path, **plain) == (0, "")


def test_gateway_is_named_by_its_path(tmp_path):
    assert start(tmp_path, MESSAGE_GATEWAY="tracking.gateways.console.ConsoleGateway") == (0, "")
