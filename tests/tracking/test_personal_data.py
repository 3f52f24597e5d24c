"""What may point to a person in a text, and what does not, as people in four languages write it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking import personal_data
from tracking.personal_data import Kind

EXCERPTS = [
    ("Write to ana.perez@example.org.", Kind.MAIL, "ana.perez@example.org"),
    ("Call +34 600 123 456 today", Kind.PHONE, "+34 600 123 456"),
    ("Call 600 123 456 today", Kind.PHONE, "600 123 456"),
    ("Call (0800) 123-4567 today", Kind.PHONE, "(0800) 123-4567"),
    ("Phone 01 23 45 67 89", Kind.PHONE, "01 23 45 67 89"),
    ("Her card is 12345678Z", Kind.IDENTITY, "12345678Z"),
    ("Passport XA1234567", Kind.IDENTITY, "XA1234567"),
    ("File no. 20231187342", Kind.IDENTITY, "20231187342"),
    ("+\u0669\u0666\u0662 \u0667 \u0669\u0661\u0662\u0663 \u0664\u0665\u0666\u0667", Kind.PHONE, "+962 7 9123 4567"),
]
FOUND = {
    Kind.MAIL: [
        "Escriba a ana.perez (arroba) example.org",
        "Write to ana [at] example [dot] org",
        "Mail: ana @ example.org",
        "البريد: ana@example.org",
    ],
    Kind.PHONE: [
        "Tél. 01.23.45.67.89",
        "Tél : 0123456789",
        "06-12-34-56-78",
        "Tel.0612345678",
        "Tel: 91.234.567",
        "teléfono 912 345",
        "WhatsApp: +261 34 12 345 67",
        "+261341234567",
        "0034600123456",
        "Niamey 20 72 34 56",
        "Cel. 55 1234 5678",
        "+1 (555) 010-0199",
        "\u200e+962 7 9123 4567",
        "هاتف: ٠٦٠٠ ١٢٣ ٤٥٦",
        "الجوال ۰۷۹۱۲۳۴۵۶۷",
        "SSN 123-45-6789",
        "Aadhaar 1234 5678 9012",
        "Ana, 3 hijos, vive en Tera; 0691 23 45 67",
    ],
    Kind.IDENTITY: [
        "Llame al 600123456",
        "DNI 12345678-Z",
        "NIE X1234567L",
        "RUT 12.345.678-9",
        "RUT 12.345.678-K",
        "DNI 12.345.678",
        "cédula 1.020.345.678",
        "CIN n° 101 211 123 456",
        "passport AB 1234567",
        "pasaporte: c01234567",
        "passeport 12AB34567",
        "جواز السفر رقم ١٢٣٤٥٦٧",
        "بطاقة رقم 123456",
        "CURP PEGA800101MDFRRN09",
        "codice RSSMRA85T10A562S",
        "NI number AB123456C",
    ],
    Kind.ACCOUNT: [
        "IBAN ES91 2100 0418 4502 0005 1332",
        "FR7630006000011234567890189",
        "card 4111 1111 1111 1111",
    ],
}
HARMLESS = [
    "",
    "40 new beds since May 2026, 287 guests in twelve months",
    "Decided on 2026-03-10, and again on 10.03.2026 and 10/03/2026",
    "Du 10/03/26 au 12/05/26, de 8h00 à 17h00",
    "10/03/2026-12/05/2026",
    "Plan 2024-2027 with 1 200 000 euros, or 1,200,000.50, or 12.500.000",
    "Plan 2024-27, 2019/2020/2021, años 2019, 2020 y 2021",
    "2019 2020 2021 2022",
    "En 2024 12 500 personnes, 45,5 % de femmes",
    "See A/HRC/59/15 and paragraph 140.17",
    "Paragraphs 140.17-140.23, 140.25 140.26 and 141.1",
    "A/HRC/WG.6/20/MDG/1, CCPR/C/MDG/CO/4, CRC/C/NER/CO/3-5, E/CN.4/2005/102/Add.1, S/RES/1325 (2000)",
    "https://example.org/decisions/20231187342",
    "www.example.org/a/20231187342",
    "SDG 11.1, 11.3 and 16.b",
    "Ley 27/2013, Ley 1098 de 2006, Decreto Supremo N.º 009-2018-MIMP",
    "Loi n° 2016-1088 du 8 août 2016; décret n° 2014-040",
    "Ordinance No. 2021-0045 and Act 12 of 2019",
    "القانون رقم 27.14 لسنة 2016 والقرار 2017/1234",
    "ظهير رقم 1.11.91 بتاريخ ٢٠١١/٠٧/٢٩",
    "١٢ ٥٠٠ شخص في عام ٢٠٢٤، و٤٥٪",
    "٤٥٬٠٠٠ دينار و١٬٢٠٠٬٠٠٠ درهم",
    "120 500 000 FCFA; 1 200 000 000 Ar; US$ 12345678; 12345678 €",
    "$12,345,678.90 and ₹12,34,567",
    "1200000 pesos, 1234567 habitantes, 12 345 678 personnes",
    "Población: 1.234.567; presupuesto de 120 500 000",
    "ISBN 978-92-1-154321-7; doi 10.1000/12345678",
    "minutes_20240310.pdf IMG_20240310_142530.jpg Scan20240310.pdf",
    "WhatsApp Image 2024-03-10 at 14.25.30.jpeg",
    "24/7, 3.5 km, 12-18 years, CO2, COVID-19, ISO 26000, EN 301 549",
    "28001 Madrid, 75004 Paris, 12 345 m²",
    "the televised debate 2024; id est 2023, 2024; tel. in 2024-2026",
    "Phase 1: 01.2024 - 06.2026, 14:30-16:00",
]


@pytest.mark.parametrize(("text", "kind", "excerpt"), EXCERPTS)
def test_find_what_points_to_a_person(text, kind, excerpt):
    assert personal_data.find(text) == [personal_data.Finding(kind, excerpt)]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_find_one_piece_in_what_people_write(kind, text):
    assert [finding.kind for finding in personal_data.find(text)] == [kind]


@pytest.mark.parametrize("text", HARMLESS)
def test_find_nothing_in_what_points_to_nobody(text):
    assert personal_data.find(text) == []


def test_find_in_several_texts_names_each_piece_once_in_order():
    found = personal_data.find("a@example.org", None, "b@example.org and a@example.org")
    assert [finding.excerpt for finding in found] == ["a@example.org", "b@example.org"]


def test_find_sees_a_number_beside_what_is_harmless():
    found = personal_data.find("Ley 27/2013, 1 200 000 euros, 2024-2027: +34 600 123 456")
    assert [finding.excerpt for finding in found] == ["+34 600 123 456"]


def test_marked_gives_the_text_as_it_was_typed():
    text = "هاتف: ٠٦٠٠ ١٢٣ ٤٥٦ or ana@example.org"
    assert personal_data.marked(text) == [
        ("هاتف: ", ""),
        ("٠٦٠٠ ١٢٣ ٤٥٦", "telephone number"),
        (" or ", ""),
        ("ana@example.org", "mail address"),
    ]


@given(st.text(alphabet="+0123456789 ().-/@aA٣,\u00a0:;é\n", max_size=300))
def test_marked_pieces_together_are_the_text(text):
    pieces = personal_data.marked(text)
    assert "".join(piece for piece, _label in pieces) == text
    assert sum(bool(label) for _piece, label in pieces) >= len(personal_data.find(text))


PIECES = ["1 ", "1.1 ", "a", "1", "A1", "2020 ", "1/", "A/", "(at)", "x@", "1,", "1-", "+", "law 1 ", "tel 1", "id 1"]
PIECES += ["IBAN ES91 ", "1 000 ", "ES91", "a.", "a@b.", "٣ "]


@pytest.mark.parametrize("piece", PIECES)
def test_find_takes_time_as_the_text_grows_and_no_more(piece):
    started = time.process_time()
    personal_data.find(piece * (personal_data.LONGEST_TEXT // len(piece)))
    assert time.process_time() - started < 3  # seconds; what grows with the square takes minutes
