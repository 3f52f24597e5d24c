"""Who may import whom: each room of the house imports only from its own level and from below."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PURE_MIDTERM = {
    *("chapters", "closing", "content", "entries", "index", "methodology", "progress", "summary"),
    *("words", "xlsx", "xlsx_sheets", "xlsx_lists", "annexes", "paragraph_texts"),
    *("answer_entries", "canonical", "progress_state", "setbacks", "spool", "state_chapters", "state_entries"),
    *("matrix", "matrix_cells", "html", "pdf"),
    *("own_template", "own_template_check", "own_template_engine", "own_template_starter", "own_template_words"),
}
PURE_HANDOVER = ("pack", "docx", "xlsx")
TOP = ("api", "opendata", "views", "management", "wagtail_hooks", "templatetags", "urls", "apps", "migrations")
# Named exceptions, with their reasons.
ALLOWED = {
    ("tracking.tables.recommendation", "upr_local.templatetags.ui"),  # a cell shows the site's own icon
    ("tracking.views.home", "upr_local"),
}
OPEN_TO_CMS = (
    *("tracking.models", "tracking.search", "tracking.midterm.entries", "tracking.permissions"),
    "tracking.metadata",  # files of editors lose their authors and places like those of cities
    "tracking.personal_data",  # what becomes public is looked through in one way, whoever wrote it
    # One way to write feeds and to send mails, each at most once, and one list of what ran in the background.
    *("tracking.atom", "tracking.emails", "tracking.background", "tracking.reminders.carrier"),
    "tracking.reminders.outcomes",
    "tracking.opendata",
    "tracking.documents",  # files of the register are written like every other file of the house
    "tracking.csv_cells",  # one rule by which no cell becomes a formula
)


def level(module):
    """0 pure, 1 models and mails, 2 processes, 3 what screens are made of, 4 screens, 5 cms, 6 site; else None."""
    parts = module.split(".")
    if parts[0] != "tracking":
        return {"cms": 5, "upr_local": 6}.get(parts[0])
    name = parts[1] if len(parts) > 1 else "apps"
    if name in ("sources", "documents") or is_pure(parts):
        return 0
    if name in ("models", "emails"):
        return 1
    if name in ("tasks", "forms", "filters", "tables"):
        return 3
    return 4 if name in TOP else 2


def is_pure(parts):
    room, name = (*parts, "", "")[1:3]
    if room == "midterm":
        return name in PURE_MIDTERM or name.startswith("docx")
    return room == "handover" and name in PURE_HANDOVER


def modules():
    """(module, path) of every module of ours."""
    for package in ("tracking", "cms", "upr_local"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = list(modules())
KNOWN = {module for module, _path in MODULES}


def imported_by(module, path):
    """The modules of ours that a module imports, wherever in it."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([base] if base else [])])
            for alias in node.names:
                deeper = f"{base}.{alias.name}"
                yield deeper if deeper in KNOWN else base


@pytest.mark.parametrize("module, path", MODULES, ids=str)
def test_room_imports_only_from_below(module, path):
    wrong = []
    for found in imported_by(module, path):
        above = level(found)
        if above is not None and above > level(module) and (module, found) not in ALLOWED:
            wrong.append(found)
    assert wrong == []


@pytest.mark.parametrize("module, path", [pair for pair in MODULES if level(pair[0]) == 0], ids=str)
def test_pure_room_knows_no_database(module, path):
    assert not [found for found in imported_by(module, path) if found.startswith(("django.db", "tracking.models"))]


@pytest.mark.parametrize("module, path", [pair for pair in MODULES if pair[0].startswith("cms")], ids=str)
def test_cms_uses_only_what_tracking_opens_to_it(module, path):
    inside = [found for found in imported_by(module, path) if found.startswith("tracking")]
    assert [found for found in inside if not found.startswith(OPEN_TO_CMS)] == []


def test_only_one_file_of_tracking_knows_wagtail():
    users = {module for module, path in MODULES if any(f.startswith("wagtail") for f in imported_by(module, path))}
    assert {module for module in users if module.startswith("tracking")} == {"tracking.wagtail_hooks"}


def test_nobody_below_the_screens_starts_tasks():
    users = {module for module, path in MODULES if "tracking.tasks" in imported_by(module, path)}
    assert all(level(module) >= 4 for module in users)
