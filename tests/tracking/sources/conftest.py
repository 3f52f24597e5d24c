import io

import pytest

from tracking.sources import detect, names

# Enough States for the invented matrices, spelled as documents spell them.
SPELLINGS = {
    "ATG": ["Antigua and Barbuda", "Antigua & Barbuda"],
    "BIH": ["Bosnia and Herzegovina"],
    "BOL": ["Bolivia (Plurinational State of)"],
    "CIV": ["Côte d’Ivoire", "Ivory Coast"],
    "COD": ["Democratic Republic of the Congo"],
    "COG": ["Congo", "Republic of the Congo"],
    "ESP": ["Spain", "España", "Espagne"],
    "FRA": ["France", "Francia"],
    "GBR": ["United Kingdom of Great Britain and Northern Ireland", "United Kingdom", "UK"],
    "GMB": ["Gambia", "Gambia (Republic of The)"],
    "GNB": ["Guinea-Bissau"],
    "IRN": ["Iran (Islamic Republic of)", "Iran"],
    "KOR": ["Republic of Korea", "Korea, Republic of"],
    "LCA": ["Saint Lucia"],
    "PRT": ["Portugal"],
    "PSE": ["State of Palestine", "Palestine"],
    "SVK": ["Slovakia"],
    "TLS": ["Timor-Leste"],
    "TUN": ["Tunisia"],
    "TUR": ["Türkiye", "Turkey"],
    "UKR": ["Ukraine"],
    "VEN": ["Venezuela (Bolivarian Republic of)", "Venezuela"],
}


@pytest.fixture(scope="session")
def state_names():
    return names.StateNames((iso3, name) for iso3, spellings in SPELLINGS.items() for name in spellings)


@pytest.fixture
def read(state_names):
    """Read the rows of a file given as bytes."""

    def read_bytes(data, filename="matrix.docx"):
        return detect.read_rows(io.BytesIO(data), filename, state_names)

    return read_bytes


@pytest.fixture
def refusal(read):
    """Return the sentence with which a file given as bytes is refused."""

    def refused(data, filename="matrix.docx"):
        with pytest.raises(detect.Unreadable) as caught:
            read(data, filename)
        return str(caught.value)

    return refused
