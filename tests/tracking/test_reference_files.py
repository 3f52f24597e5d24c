"""The reference files agree with themselves, with each other and with the real documents they serve."""

import csv
import datetime
import io
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import docx
import pytest
import yaml
from docx.table import _Cell

REPOSITORY = Path(__file__).resolve().parents[2]
REFERENCE = REPOSITORY / "tracking" / "reference"
DATA = REPOSITORY.parent / "shared" / "data"
LANGUAGES = ("en", "es", "fr", "ar")
COLLECTED = ("en", "es", "fr")  # of the official wordings of the targets
FILES = ("states", "clusters", "themes", "groups", "goals", "targets", "service_areas", "calendar")
# The United States did not take part in session 50 and were moved.
MOVED_REVIEWS = {"USA": (36, 53)}

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real files are not here: {DATA.name} is absent")


@cache
def load(name):
    """The content of one reference file; tests only read it."""
    return yaml.safe_load((REFERENCE / f"{name}.yml").read_text(encoding="utf-8"))


def folded(text):
    """A spelling without accents, case, kinds of apostrophe, "&" for "and" and hyphens for blanks."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    bare = bare.casefold().replace("’", "'").replace("&", " and ").replace("-", " ")
    return " ".join(bare.split())


def missing_languages(entries, field="labels", languages=LANGUAGES):
    """Entries whose `field` lacks words in one of the languages, or has words that are blank or untrimmed."""
    return [
        entry
        for entry in entries
        if set(entry[field]) != set(languages)
        or any(not isinstance(text, str) or not text or text != text.strip() for text in entry[field].values())
    ]


def repeated(values):
    return [value for value, times in Counter(values).items() if times > 1]


def claimed_twice(claims):
    """Spellings that two owners claim, from pairs (spelling, owner)."""
    owners = {}
    for spelling, owner in claims:
        owners.setdefault(spelling, set()).add(owner)
    return {spelling: names for spelling, names in owners.items() if len(names) > 1}


def state_claims():
    """(spelling as written, iso3) of every name and alias."""
    return [
        (spelling, state["iso3"])
        for state in load("states")
        for spelling in [*state["names"].values(), *state["aliases"]]
    ]


def group_spellings():
    """{spelling as written: code} of every alias."""
    return {alias: group["code"] for group in load("groups") for alias in group["aliases"]}


def theme_labels(vocabulary):
    return {theme["label"] for theme in load("themes") if theme["vocabulary"] == vocabulary}


@pytest.mark.parametrize("name", FILES)
def test_file_begins_with_comment_on_source_and_extension(name):
    text = (REFERENCE / f"{name}.yml").read_text(encoding="utf-8")
    head = text[: re.search(r"^[^#\n]", text, re.MULTILINE).start()]
    assert "Source of facts:" in head
    assert "How to extend:" in head


def test_states_are_193_members_and_two_observers():
    states = load("states")
    assert not missing_languages(states, "names")
    assert len([state for state in states if not state.get("observer")]) == 193
    assert {state["iso3"] for state in states if state.get("observer")} == {"VAT", "PSE"}


def test_state_codes_are_unique_and_none_is_user_assigned():
    states = load("states")
    assert not repeated(state["iso3"] for state in states) + repeated(state["iso2"] for state in states)
    # Norway's "NO" turns into false when its quotation marks get lost.
    assert all(re.fullmatch("[A-Z]{2}", str(state["iso2"])) for state in states)
    assert all(re.fullmatch("[A-Z]{3}", state["iso3"]) for state in states)
    user_assigned = re.compile("A{2}|Q[M-Z]|X[A-Z]|Z{2}")
    assert not [state for state in states if user_assigned.fullmatch(state["iso2"])]


def test_state_spelling_names_one_state_only():
    claims = [(folded(spelling), iso3) for spelling, iso3 in state_claims()]
    claims += [(state[code].casefold(), state["iso3"]) for state in load("states") for code in ("iso2", "iso3")]
    assert not claimed_twice(claims)
    assert not [state["iso3"] for state in load("states") if repeated(state["aliases"])]


SPELLINGS = {
    "IRN": "Iran (Islamic Republic of) | Iran, Islamic Republic of | Islamic Republic of Iran",
    "VEN": "Venezuela (Bolivarian Republic of) | Bolivarian Republic of Venezuela",
    "TUR": "Türkiye | Turkiye | Turkey",
    "MKD": "Macedonia FYR | North Macedonia | The former Yugoslav Republic of Macedonia",
    "NLD": "Netherlands | Kingdom of the Netherlands | Netherlands (Kingdom of the) | Pays-Bas",
    "PRK": "DPR Korea | Democratic People's Republic of Korea",
    "COG": "Congo | Republic of Congo",
    "COD": "Democratic Republic of Congo",
    "CIV": "Côte d’Ivoire | Côte d'Ivoire | Cote d'Ivoire",
    "PSE": "Palestine | State of Palestine*",
    "USA": "USA | United States | Estados Unidos",
}


@pytest.mark.parametrize("iso3", SPELLINGS)
def test_state_spellings_resolve(iso3):
    known = dict(state_claims())
    assert {known[spelling] for spelling in SPELLINGS[iso3].split(" | ")} == {iso3}


@pytest.mark.parametrize("spelling", ["ICRMW", "No. 29", "European Union", "Kosovo", "&#40;Unknown&#41;"])
def test_state_spelling_of_no_state_stays_unknown(spelling):
    assert spelling not in dict(state_claims())


def test_clusters_are_eight_with_slugs_and_labels():
    clusters = load("clusters")
    assert len({cluster["code"] for cluster in clusters}) == len(clusters) == 8
    assert all(re.fullmatch("[a-z-]+", cluster["code"]) for cluster in clusters)
    assert not missing_languages(clusters)


def test_themes_are_unique_and_translated():
    themes = load("themes")
    assert not repeated((theme["vocabulary"], theme["label"]) for theme in themes)
    assert not repeated((theme["vocabulary"], theme["code"]) for theme in themes if theme["code"])
    assert {theme["vocabulary"] for theme in themes} == {"2", "3", "4"}
    assert all(theme["label"] == theme["label"].strip() != "" for theme in themes)
    assert not missing_languages(themes, languages=("es", "fr", "ar"))
    assert not [theme for theme in themes if theme["label"] in theme["labels"].values()]


def test_theme_code_stands_in_second_vocabulary_only():
    for theme in load("themes"):
        expected = r"[A-H]\d{1,2}" if theme["vocabulary"] == "2" else ""
        assert re.fullmatch(expected, theme["code"]), theme["label"]
        assert not re.match(r"[A-H]\d", theme["label"]), theme["label"]


def test_theme_cluster_exists_and_every_cluster_has_themes():
    clusters = {cluster["code"] for cluster in load("clusters")}
    assert {theme["cluster"] for theme in load("themes")} == clusters


def test_theme_current_wording_exists_in_the_same_cluster():
    today = {theme["label"]: theme["cluster"] for theme in load("themes") if theme["vocabulary"] == "4"}
    for theme in load("themes"):
        if theme["vocabulary"] == "4":
            assert theme["current"] is None, theme["label"]
        elif theme["current"]:
            assert today[theme["current"]] == theme["cluster"], theme["label"]
    third = [theme for theme in load("themes") if theme["vocabulary"] == "3"]
    assert all(theme["current"] for theme in third)


def test_theme_of_the_same_words_has_the_same_translation():
    translations = {}
    for theme in load("themes"):
        translations.setdefault(theme["label"], []).append(theme["labels"])
    assert not {label: seen for label, seen in translations.items() if any(one != seen[0] for one in seen)}


def test_groups_are_unique_and_translated():
    groups = load("groups")
    assert not repeated(group["code"] for group in groups)
    assert all(re.fullmatch("[a-z-]+", group["code"]) for group in groups)
    assert not missing_languages(groups)
    for language in LANGUAGES:
        assert not repeated(group["labels"][language] for group in groups)


def test_group_spelling_stands_under_one_group_only():
    claims = [(folded(alias), group["code"]) for group in load("groups") for alias in group["aliases"]]
    assert not claimed_twice(claims)
    assert all(group["aliases"] for group in load("groups"))
    assert group_spellings()["Women"] == group_spellings()["Women & girls"] != group_spellings()["girls"]


def test_group_hidden_as_filter_is_public_officials_only():
    assert [group["code"] for group in load("groups") if group.get("hide_as_filter")] == ["public-officials"]


def test_goals_are_17_with_labels():
    goals = load("goals")
    assert [goal["number"] for goal in goals] == list(range(1, 18))
    assert not missing_languages(goals)


def test_targets_are_169_in_order_of_their_goals():
    targets = load("targets")
    assert len({target["code"] for target in targets}) == len(targets) == 169
    assert all(target["code"].split(".")[0] == str(target["goal"]) for target in targets)
    assert [target["goal"] for target in targets] == sorted(target["goal"] for target in targets)


def test_target_labels_are_short_and_distinct():
    targets = load("targets")
    assert not missing_languages(targets)
    for language in LANGUAGES:
        labels = [target["labels"][language] for target in targets]
        assert not repeated(labels)
        fewest = 2 if language == "ar" else 3  # Arabic joins the article and the preposition to the word
        assert not [label for label in labels if not fewest <= len(label.split()) <= 8]


def test_service_areas_are_17_local_and_one_national():
    areas = load("service_areas")
    assert len({area["code"] for area in areas}) == len(areas) == 18
    assert [area["code"] for area in areas if area.get("national")] == ["mostly-national"]
    assert not missing_languages(areas)
    assert not missing_languages(areas, "hint")


def test_service_area_themes_and_targets_exist():
    targets = {target["code"] for target in load("targets")}
    for area in load("service_areas"):
        assert area["themes"] and area["targets"], area["code"]
        assert not repeated(area["themes"] + area["targets"]), area["code"]
        assert set(area["themes"]) <= theme_labels("4"), area["code"]
        assert set(area["targets"]) <= targets, area["code"]


def test_service_areas_answer_every_theme_and_keep_national_ones_apart():
    areas = load("service_areas")
    local = {theme for area in areas if not area.get("national") for theme in area["themes"]}
    national = {theme for area in areas if area.get("national") for theme in area["themes"]}
    assert local | national == theme_labels("4")
    assert not local & national


def test_calendar_sessions_are_complete_and_in_time_order():
    sessions = load("calendar")["sessions"]
    assert [entry["session"] for entry in sessions] == list(range(27, 55))
    assert all(entry["cycle"] == (3 if entry["session"] <= 40 else 4) for entry in sessions)
    months = [entry["month"] for entry in sessions]
    assert months == sorted(set(months)) and all(re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", m) for m in months)
    councils = [entry["hrc_session"] for entry in sessions]
    assert councils == sorted(set(councils))
    assert all(isinstance(entry["confirmed"], bool) for entry in sessions)


def test_calendar_session_days_lie_in_their_month_within_two_weeks():
    for entry in load("calendar")["sessions"]:
        starts, ends = entry["starts"], entry["ends"]
        assert (starts is None) == (ends is None), entry["session"]
        if starts:
            assert f"{starts:%Y-%m}" == entry["month"]
            assert starts.weekday() == 0
            assert datetime.timedelta(days=9) < ends - starts < datetime.timedelta(days=12), entry["session"]


def test_calendar_reviews_every_member_once_in_each_cycle():
    members = {state["iso3"] for state in load("states") if not state.get("observer")}
    reviews = load("calendar")["reviews"]
    for cycle in (3, 4):
        reviewed = [review["iso3"] for review in reviews if review["cycle"] == cycle]
        assert not repeated(reviewed)
        assert set(reviewed) == members


def test_calendar_review_agrees_with_its_session_and_the_order_of_states():
    calendar = load("calendar")
    sessions = {entry["session"]: entry for entry in calendar["sessions"]}
    places = {(review["iso3"], review["cycle"]): review["session"] for review in calendar["reviews"]}
    for review in calendar["reviews"]:
        session = sessions[review["session"]]
        assert (review["cycle"], review["month"]) == (session["cycle"], session["month"]), review
        assert isinstance(review["confirmed"], bool)
        third, fourth = places[review["iso3"], 3], places[review["iso3"], 4]
        assert (third, fourth) == MOVED_REVIEWS.get(review["iso3"], (third, third + 14))


def taxonomy(name):
    with (DATA / "taxonomies" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def matrix_rows(pattern):
    """(first paragraph, themes, groups) of every recommendation in one of OHCHR's matrices."""
    (path,) = (DATA / "ohchr").glob(pattern)
    table = docx.Document(str(path)).tables[0]
    for row in table._tbl.tr_lst[1:]:
        if len(row.tc_lst) == 1:  # a theme heading across all columns
            continue
        words = {"themes": [], "persons": [], "sdgs": []}
        part = "themes"
        for paragraph in _Cell(row.tc_lst[2], table).paragraphs:
            text = paragraph.text.strip()
            if re.fullmatch(r"(affected|groups of) persons:", text, re.IGNORECASE):
                part = "persons"
            elif text.casefold() == "sdgs:":
                part = "sdgs"
            elif text:
                words[part].append(text.removeprefix("-").strip())
        yield _Cell(row.tc_lst[0], table).paragraphs[0].text, words["themes"], words["persons"]


MATRICES = [("UPR34*.docx", "3", 215, 526, 485), ("upr48*.docx", "4", 254, 676, 609)]


@needs_data
@pytest.mark.parametrize(("pattern", "vocabulary", "rows", "theme_links", "group_links"), MATRICES)
def test_matrix_labels_resolve_and_no_link_is_lost(pattern, vocabulary, rows, theme_links, group_links):
    themes, groups = theme_labels(vocabulary), group_spellings()
    matrix = list(matrix_rows(pattern))
    assert len(matrix) == rows
    assert {label for _, labels, _ in matrix for label in labels} <= themes
    assert sum(len(set(labels)) for _, labels, _ in matrix) == theme_links
    assert sum(len({groups[label] for label in labels}) for *_, labels in matrix) == group_links


@needs_data
@pytest.mark.parametrize("pattern", [matrix[0] for matrix in MATRICES])
def test_matrix_states_resolve(pattern):
    known = dict(state_claims())
    brackets = [
        name
        for text, *_ in matrix_rows(pattern)
        for name in re.findall(r"\(((?:[^()]|\([^()]*\))+)\)", text)
        if not re.fullmatch(r"No\. \d+", name)
    ]
    assert len(brackets) > 200
    assert not [name for name in brackets if name not in known]


@needs_data
def test_export_states_resolve_each_to_a_state_of_its_own():
    names = set()
    for path in (DATA / "uprinfo").glob("*.csv"):
        text = path.read_bytes().decode("mac_roman").replace("\r", "\n")
        names |= {row[column] for row in list(csv.reader(io.StringIO(text)))[1:] for column in (0, 4)}
    names -= {"&#40;Unknown&#41;"}
    known = dict(state_claims())
    assert not names - set(known)
    assert len({known[name] for name in names}) == len(names) == 195


@needs_data
def test_index_of_today_and_all_group_spellings_are_there():
    leaves = {row["label"] for row in taxonomy("uhri_themes_2026-02.csv") if row["parent_node?"] == "False"}
    assert len(leaves) == 95
    assert not leaves - theme_labels("4")
    groups = group_spellings()
    assert not [row for row in taxonomy("affected_persons_all_sources.csv") if row["label"] not in groups]


@needs_data
def test_theme_labels_of_all_cycles_are_there_and_follow_the_crosswalk():
    current = {
        (theme["vocabulary"], f"{theme['code']} {theme['label']}".strip()): theme["current"] for theme in load("themes")
    }
    crosswalk = taxonomy("theme_crosswalk_PROPOSED.csv")
    assert not {(row["cycle"], row["label"]) for row in crosswalk} - set(current)
    for row in crosswalk:
        if row["cycle"] != "4" and row["uhri_2026_label"]:
            assert current[row["cycle"], row["label"]] == row["uhri_2026_label"]


@needs_data
@pytest.mark.parametrize("language", COLLECTED)
def test_target_codes_are_the_official_ones_and_labels_are_not_the_official_text(language):
    official = yaml.safe_load((DATA / "sdg" / f"global_targets.{language}.yml").read_text(encoding="utf-8"))
    official = {key.removesuffix("-title").replace("-", "."): folded(text) for key, text in official.items()}
    targets = {target["code"]: folded(target["labels"][language]) for target in load("targets")}
    assert set(targets) == set(official)
    assert not [code for code, label in targets.items() if official[code].startswith(label)]


@needs_data
def test_calendar_agrees_with_the_collected_one():
    with (DATA / "calendar" / "upr_calendar.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    collected = {
        (row["iso3"], int(row["cycle"]), int(row["session"]), row["review_month"], "NOT SOURCED" not in row["source"])
        for row in rows
    }
    fields = ("iso3", "cycle", "session", "month", "confirmed")
    assert {tuple(review[field] for field in fields) for review in load("calendar")["reviews"]} == collected
