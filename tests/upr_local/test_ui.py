"""The shared look: tags, form pieces, the table, and what the stylesheet promises."""

import datetime
import gzip
import re
from pathlib import Path

import django_tables2 as tables
import pytest
from bs4 import BeautifulSoup
from django import forms
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import NoReverseMatch
from django.utils.formats import date_format, number_format
from django.utils.translation import override

from cms.written import Title
from tracking import models as tracking
from upr_local.templatetags import ui

STATIC = Path(settings.BASE_DIR) / "upr_local/static/upr_local"


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Static files under their own names: the tests need no collected ones."""
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}


def render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def soup(html):
    return BeautifulSoup(html, "html.parser")


class StepForm(forms.Form):
    title = forms.CharField(label="Title", help_text="One line.")
    headline = forms.CharField(widget=forms.Textarea(attrs={"data-word-limit": 50}), required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("law", "Law"), ("service", "Service")], widget=forms.RadioSelect)
    is_safe = forms.BooleanField(label="Safe to publish")
    token = forms.CharField(label="Token", widget=forms.HiddenInput)


class StepTable(tables.Table):
    caption = "Steps"
    row_header = "title"
    title = tables.Column()
    due = tables.Column(orderable=False)


def render_steps(count, query=""):
    request = RequestFactory().get("/steps/" + query)
    table = StepTable([{"title": f"Step {n}", "due": n} for n in range(count)], order_by=request.GET.get("sort"))
    table.paginate(page=int(request.GET.get("page", 1)), per_page=2)
    return soup(render_to_string("components/table.html", {"table": table}, request))


# --- Icons and statuses


def test_icon_names_all_drawn_in_sprite():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    looks = {name for scale in ui.LOOKS.values() for name, _tone in scale.values()}
    used = set()
    for template in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        used.update(re.findall(r'{% icon "([^"]+)" %}', template.read_text()))
    assert (looks | used | ui.MIRRORED_ICONS) - drawn == set()


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        ("status", tracking.Status),
        ("position", tracking.Recommendation.Position),
        ("relevance", tracking.FollowUp.Relevance),
        ("step", tracking.ImplementationStep.Status),
        ("visibility", tracking.Visibility),
        ("stage", tracking.Contribution.Status),
        ("stage", tracking.Call.Status),
        ("job", tracking.SourceFile.Status),
        ("job", tracking.Report.Status),
        ("job", tracking.ReminderDelivery.Status),
    ],
)
def test_looks_cover_every_value_of_scale(kind, choices):
    assert set(choices.values) <= set(ui.LOOKS[kind])


def test_status_known_value_has_word_and_icon():
    html = soup(render('{% status "partly" "Partly implemented" %}'))
    assert html.get_text() == "Partly implemented"
    assert html.use["href"].endswith("#status-partly")
    assert html.svg["aria-hidden"] == "true"


def test_status_unknown_value_is_word_alone_and_escaped():
    html = render('{% status "odd" word %}', word="<b>")
    assert "<svg" not in html
    assert "&lt;b&gt;" in html


def test_status_unknown_kind_is_refused():
    with pytest.raises(TemplateSyntaxError, match="colour"):
        render('{% status "partly" "Partly" "colour" %}')


def test_icon_pointing_along_text_is_mirrored():
    assert "icon--mirror" in ui.icon("arrow")
    assert "icon--mirror" not in ui.icon("check")


@pytest.mark.parametrize(("text", "expected"), [("", ""), (None, ""), ("A<1", "A&lt;1")])
def test_bidi_isolate_escapes_and_keeps_empty(text, expected):
    assert soup(ui.bidi_isolate(text)).get_text() == expected.replace("&lt;", "<")
    assert expected in ui.bidi_isolate(text)


# --- Navigation


@pytest.mark.parametrize(
    ("path", "exact", "current"),
    [
        ("/steps/", False, "page"),
        ("/steps/7/", False, "true"),
        ("/steps/7/", True, None),
        ("/calls/", False, None),
    ],
)
def test_nav_link_marks_page_and_section(path, exact, current):
    request = RequestFactory().get(path)
    html = render('{% nav_link "/steps/" "Steps" exact=exact %}', request=request, exact=exact)
    assert soup(html).a.get("aria-current") == current


def test_nav_link_carries_the_language_of_its_title():
    with override("ar"):
        link = ui.nav_link(Context(), "/x/", Title("Guidance & more", "en"))
        assert link == '<a href="/x/" lang="en" dir="ltr">Guidance &amp; more</a>'
        assert "lang" not in ui.nav_link(Context(), "/x/", Title("إرشادات", "ar"))


def test_dates_and_numbers_in_arabic_keep_their_order():
    day = datetime.datetime(2026, 4, 2, 15, 30)
    with override("ar"):
        assert {date_format(day, name) for name in ("DATE_FORMAT", "SHORT_DATE_FORMAT")} == {"2 إبريل 2026"}
        assert date_format(day, "DATETIME_FORMAT") == "2 إبريل 2026، 15:30"
        assert number_format(1234567.5, force_grouping=True) == "1\xa0234\xa0567,5"


def test_nav_link_without_request_marks_nothing():
    assert soup(render('{% nav_link "/steps/" "Steps" %}')).a.get("aria-current") is None


def test_nav_link_unknown_view_is_refused():
    with pytest.raises(NoReverseMatch):
        render('{% nav_link "nowhere" "Steps" %}')


# --- Forms


def test_field_describes_its_control():
    html = soup(render_to_string("includes/form_fields.html", {"form": StepForm({})}))
    described = html.find(id="id_title")["aria-describedby"].split()
    assert described == ["id_title_helptext", "id_title_error"]
    assert all(html.find(id=name) for name in described)
    assert html.find(id="id_title")["aria-invalid"] == "true"


def test_field_word_limit_is_written_and_described():
    html = soup(render_to_string("includes/form_fields.html", {"form": StepForm()}))
    assert html.find(id="id_headline")["aria-describedby"] == "id_headline_words"
    assert "At most 50 words" in html.find(id="id_headline_words").get_text()


def test_field_radios_are_described_by_their_fieldset_only():
    html = soup(render_to_string("includes/form_fields.html", {"form": StepForm({})}))
    assert html.fieldset["aria-describedby"] == "id_kind_error"
    assert html.find(id="id_kind_0").get("aria-describedby") is None


def test_field_without_hint_or_error_is_described_by_nothing():
    html = soup(render_to_string("includes/field.html", {"field": StepForm()["is_safe"]}))
    assert html.input.get("aria-describedby") is None


def test_field_free_text_takes_direction_of_its_language():
    html = soup(render_to_string("includes/form_fields.html", {"form": StepForm()}))
    assert html.find(id="id_headline")["dir"] == "auto"
    assert html.find(id="id_is_safe").get("dir") is None


def test_field_optional_is_said_unless_hidden():
    field = StepForm()["headline"]
    assert "(optional)" in render_to_string("includes/field.html", {"field": field})
    assert "(optional)" not in render_to_string("includes/field.html", {"field": field, "hide_optional": True})
    assert "(optional)" not in render_to_string("includes/field.html", {"field": StepForm()["title"]})


def test_error_summary_leads_to_controls_that_exist():
    form = StepForm({})
    summary = soup(render_to_string("includes/error_summary.html", {"form": form}))
    page = soup(render_to_string("includes/form_fields.html", {"form": form}))
    targets = [link["href"][1:] for link in summary.find_all("a")]
    assert targets == ["id_title", "id_kind_0", "id_is_safe"]
    assert all(page.find(id=target) for target in targets)
    assert "Token" in summary.get_text()  # a hidden field's error is said, without a link


def test_error_summary_of_valid_form_is_empty():
    form = StepForm({"title": "A", "kind": "law", "is_safe": "on", "token": "t"})
    assert form.is_valid()
    assert render_to_string("includes/error_summary.html", {"form": form}).strip() == ""


def test_error_summary_of_formset_names_the_row():
    formset = forms.formset_factory(StepForm, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-title": ""}
    )
    summary = soup(render_to_string("includes/error_summary.html", {"formset": formset}))
    assert summary.a["href"] == "#id_form-0-title"
    assert summary.a.get_text().startswith("Row 1, Title:")


# --- Table


def test_table_says_caption_labels_and_row_header():
    html = render_steps(1)
    assert html.caption.get_text() == "Steps"
    assert html.find(role="region")["aria-label"] == "Steps"
    assert html.tbody.th["scope"] == "row"
    assert html.tbody.td["data-label"] == "Due"


@pytest.mark.parametrize(("query", "sort"), [("", None), ("?sort=title", "ascending"), ("?sort=-title", "descending")])
def test_table_says_its_order(query, sort):
    html = render_steps(1, query)
    assert html.thead.find_all("th")[0].get("aria-sort") == sort
    assert html.thead.find_all("th")[1].a is None


def test_table_pages_keep_filters():
    html = render_steps(5, "?theme=housing&page=2")
    assert "Page 2 of 3" in html.nav.get_text()
    assert "3–4 of 5 entries" in html.get_text()
    assert html.find(rel="prev")["href"] == "?theme=housing&page=1"
    assert html.find(rel="next")["href"] == "?theme=housing&page=3"


def test_table_of_one_page_has_no_page_links():
    html = render_steps(1)
    assert html.nav is None
    assert "1–1 of 1 entry" in html.get_text()


# --- What the files promise


def test_500_needs_no_context():
    html = soup(render_to_string("500.html"))
    assert html.h1 and html.find("link", rel="stylesheet")["href"].endswith("/site.css")


def test_stylesheet_is_small_and_reaches_no_other_file():
    css = (STATIC / "site.css").read_bytes()
    assert len(css) < 60_000
    assert len(gzip.compress(css)) < 12_000
    assert b"url(" not in css
    assert b"@import" not in css


def test_stylesheet_uses_logical_properties():
    css = (STATIC / "site.css").read_text()
    physical = re.findall(
        r"(?:margin|padding|border)-(?:left|right)|^\s*(?:left|right|float|width):", css, re.MULTILINE
    )
    assert physical == []


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_stylesheet_colours_have_contrast(scheme):
    blocks = re.findall(r":root \{(.*?)\n\s*\}", (STATIC / "site.css").read_text(), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[scheme]))
    text = [
        (ink, paper) for ink in ("ink", "ink-soft", "accent", "good", "warn", "bad") for paper in ("paper", "raised")
    ]
    text += [("ink", "sunken"), ("ink-soft", "sunken"), ("on-accent", "accent"), ("paper", "bad")]
    text += [("ink", f"{tone}-wash") for tone in ("accent", "good", "warn", "bad")]
    text += [("accent", f"{tone}-wash") for tone in ("accent", "good", "warn", "bad")]
    weak = [pair for pair in text if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    weak += [pair for pair in (("edge", "paper"), ("edge", "raised")) if contrast(*map(colours.get, pair)) < 3]
    assert weak == []


def test_every_rule_of_the_style_sheet_ends(settings):
    """A brace that is lost in a merge would silently nest all that follows."""
    for sheet in (settings.BASE_DIR / "upr_local" / "static" / "upr_local").glob("*.css"):
        depth = 0
        for line in re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL).splitlines():
            starts_a_rule = line[:1].strip() and not line.startswith("}")
            assert depth == 0 or not starts_a_rule, (sheet.name, line)
            depth += line.count("{") - line.count("}")
        assert depth == 0, sheet.name
