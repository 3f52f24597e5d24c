import time

import pytest

from tracking.sources.names import StateNames, looks_like_state, recommending_states, states_named


@pytest.mark.parametrize(
    ("spelling", "iso3"),
    [
        ("france", "FRA"),
        ("  FRANCE ", "FRA"),
        ("Turkiye", "TUR"),
        ("Türkiye", "TUR"),  # decomposed accent
        ("Cote d'Ivoire", "CIV"),
        ("Côte d‘Ivoire", "CIV"),
        ("Guinea\u2011Bissau", "GNB"),
        ("Timor Leste", "TLS"),
        ("the Gambia", "GMB"),
        ("Gambia (the)", "GMB"),
        ("State of Palestine*", "PSE"),
        ("St. Lucia", "LCA"),
        ("Antigua &amp; Barbuda", "ATG"),
        ("Democratic Republic of Congo", "COD"),
        ("Republic of Congo", "COG"),
        ("Islamic Republic of Iran", "IRN"),
        ("Iran, Islamic Republic of", "IRN"),
        ("Bolivarian Republic of Venezuela", "VEN"),
        ("Venezuela (Bolivarian Republic of)", "VEN"),
        ("Plurinational State of Bolivia", "BOL"),
        ("Korea (Republic of)", "KOR"),
    ],
)
def test_state_found_under_other_spelling(state_names, spelling, iso3):
    assert state_names.find(spelling) == iso3


@pytest.mark.parametrize("spelling", ["", "*", "ICRMW", "Franc", "France and Spain", "Atlantis", "F" * 5000])
def test_state_not_found_for_other_words(state_names, spelling):
    assert state_names.find(spelling) is None


def test_spelling_of_two_states_names_neither():
    names = StateNames([("COG", "Congo"), ("COD", "The Congo"), ("COD", "Congo (Democratic Republic of the)")])
    assert names.find("Congo") is None
    assert names.find("Democratic Republic of the Congo") == "COD"


def test_spelling_given_wins_over_derived_one():
    names = StateNames([("AAA", "North (Republic of)"), ("BBB", "Republic of North")])
    assert names.find("Republic of North") == "BBB"


@pytest.mark.parametrize(
    ("text", "rest", "states"),
    [
        ("Build more clinics (France);", "Build more clinics", ("FRA",)),
        ("Build more clinics (France) (Spain); ", "Build more clinics", ("FRA", "ESP")),
        ("Build more clinics (Spain, Tunisia, Portugal);", "Build more clinics", ("ESP", "TUN", "PRT")),
        ("Build more clinics (Spain) and (Tunisia).", "Build more clinics", ("ESP", "TUN")),
        ("Build more clinics (Spain);(Tunisia);", "Build more clinics", ("ESP", "TUN")),
        ("Build more clinics (Spain) (France) (Spain)", "Build more clinics", ("ESP", "FRA")),
        ("Build more clinics (Iran (Islamic Republic of));", "Build more clinics", ("IRN",)),
        ("Build more clinics (Spain, Iran (Islamic Republic of));", "Build more clinics", ("ESP", "IRN")),
        ("Build more clinics (Spain and Bosnia and Herzegovina)", "Build more clinics", ("ESP", "BIH")),
        ("Build more clinics (Antigua and Barbuda, Korea, Republic of and France)", "Build more clinics", None),
        ("Build more clinics (Iran (Islamic Republic of);", "Build more clinics", ("IRN",)),
        ("Build more clinics (France", "Build more clinics", ("FRA",)),
        ("Build more clinics France);", "Build more clinics France)", ()),
        ("Ratify the treaty on rivers (ICRMW) (France);", "Ratify the treaty on rivers (ICRMW)", ("FRA",)),
        ("Carry out the plan (2009–2014) (France);", "Carry out the plan (2009–2014)", ("FRA",)),
        ("Ratify the convention (No. 29) (France);", "Ratify the convention (No. 29)", ("FRA",)),
        ("Build more clinics", "Build more clinics", ()),
        ("(France)", "", ("FRA",)),
    ],
)
def test_recommending_states_in_closing_brackets(state_names, text, rest, states):
    found = recommending_states(text, state_names)
    assert found.text == rest
    assert found.states == (states if states is not None else ("ATG", "KOR", "FRA"))
    assert found.unrecognised == ()


def test_compound_recommendation_keeps_who_said_what(state_names):
    text = "Open the archives (Ukraine); Train archivists (Slovakia);build shelves (Iran (Islamic Republic of));"
    found = recommending_states(text, state_names)
    assert found.states == ("UKR", "SVK", "IRN")
    assert found.text == text.rstrip(";")


def test_unknown_state_is_reported_and_stays_in_the_text(state_names):
    found = recommending_states("Build more clinics (Atlantis) (France);", state_names)
    assert (found.states, found.unrecognised) == (("FRA",), ("Atlantis",))
    assert found.text == "Build more clinics (Atlantis)"


def test_unknown_state_in_a_list_is_reported(state_names):
    found = recommending_states("Build more clinics (Spain, Kingdom of Ruritania);", state_names)
    assert (found.states, found.unrecognised) == (("ESP",), ("Kingdom of Ruritania",))
    assert found.text == "Build more clinics (Spain, Kingdom of Ruritania)"


def test_unknown_abbreviation_is_reported_only_where_no_state_is_named(state_names):
    assert recommending_states("Build more clinics (DPRX);", state_names).unrecognised == ("DPRX",)
    assert recommending_states("Join the pact (ICRMW) (France);", state_names).unrecognised == ()
    assert recommending_states("Join the pact (Lanzarote Convention);", state_names).unrecognised == ()
    assert recommending_states("Plant trees (among others);", state_names).unrecognised == ()


def test_bracket_in_mid_sentence_is_no_unknown_state(state_names):
    found = recommending_states("Visit the towns (Northern Province) each year (France);", state_names)
    assert found.unrecognised == ()


@pytest.mark.parametrize("text", ["Atlantis", "Republic of the Isles", "Côte d’Or", "Sao Tome"])
def test_proper_name_looks_like_state(text):
    assert looks_like_state(text)


@pytest.mark.parametrize(
    "text",
    ["", "ICRMW", "No. 29", "2009–2014", "Istanbul Convention", "among others", "Nelson Mandela Rules", "e.g. x"],
)
def test_other_bracket_does_not_look_like_state(text):
    assert not looks_like_state(text)


def test_states_named_prefers_the_longest_name(state_names):
    assert states_named("Congo and Democratic Republic of the Congo", state_names) == (["COG", "COD"], [])


def test_thousands_of_brackets_do_not_hold_up_the_reader(state_names):
    text = "(" * 100_000 + "x" + ")" * 10 + " (x, y and z)" * 5_000 + " (France);"
    started = time.perf_counter()
    assert recommending_states(text, state_names).states == ("FRA",)
    assert time.perf_counter() - started < 10  # quadratic work would take minutes
