"""docker-compose.yml, Dockerfile, .env.example, Procfile and settings speak of the same things."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from upr_local import celery_app

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
APP_SERVICES = ("prepare", "web", "worker", "beat")
BUILT_BY_COMPOSE = {"DATABASE_URL", "REDIS_URL"}
ONLY_LOCAL = {"DEBUG", "VAR_DIR", "CSRF_TRUSTED_ORIGINS", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"}


def example_variables():
    lines = (ROOT / ".env.example").read_text().splitlines()
    return {line.split("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)}


def read_by_settings():
    return set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "upr_local/settings.py").read_text()))


def read_by_compose():
    return set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))


def test_compose_has_the_services():
    assert set(COMPOSE["services"]) == {*APP_SERVICES, "postgres", "redis", "mail"}


def test_compose_starts_one_beat():
    commands = [service.get("command", []) for service in COMPOSE["services"].values()]
    assert sum("beat" in command or "-B" in command for command in commands) == 1


@pytest.mark.parametrize("name", [name for name in COMPOSE["services"] if name != "prepare"])
def test_lasting_service_has_a_health_check(name):
    assert COMPOSE["services"][name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", APP_SERVICES)
def test_service_variables_are_read_by_settings_or_server(name):
    given = set(COMPOSE["services"][name]["environment"])
    assert given - read_by_settings() == {"WEB_WORKERS"}  # read by upr_local/gunicorn.py
    assert read_by_settings() - given == ONLY_LOCAL


def test_env_example_lists_what_compose_asks_for():
    assert read_by_compose() == example_variables()


def test_env_example_and_settings_agree():
    servers = {"POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD", "WEB_WORKERS"}
    assert example_variables() - servers == read_by_settings() - BUILT_BY_COMPOSE - ONLY_LOCAL


def test_env_example_holds_no_secret():
    for line in (ROOT / ".env.example").read_text().splitlines():
        if re.match(r"\w*(SECRET_KEY|PASSWORD)=", line):
            assert line.endswith("=")


def test_image_runs_as_nobody_special():
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert re.findall(r"^USER (\w+)$", dockerfile, re.MULTILINE)[-1] == "upr"


def test_every_volume_is_named():
    used = {mount.split(":")[0] for service in COMPOSE["services"].values() for mount in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


def test_commands_of_compose_are_those_of_the_procfile():
    procfile = yaml.safe_load((ROOT / "Procfile").read_text())
    for name in ("web", "worker", "beat"):
        program = Path(procfile[name].split()[0]).name
        assert COMPOSE["services"][name]["command"][0] == program
        assert "upr_local" in procfile[name]


def test_only_loopback_ports_are_published():
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_beat_schedule_names_tasks_that_exist():
    celery_app.loader.import_default_modules()
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert names <= set(celery_app.tasks)
