"""The page of a practice, and where it shows beside its own page."""

import datetime
import io

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from PIL import Image as Picture
from wagtail.images.models import Image

from cms.templatetags.cms_tags import LIGHT_BYTES, light_rendition
from tests import factories
from tests.cms import pages

PAGE = "/en/practices/night-shelter/"


def rendered(source, **context):
    """A template of one line, rendered."""
    return Template("{% load cms_tags %}" + source).render(Context(context))


@time_machine.travel("2026-03-10")
def test_page_tells_the_whole_practice(client, practice_index, city, review, settings):
    settings.SITE_URL = "https://upr.example.org"
    recommendation = factories.recommendation(review, "120.3", "Build shelters.")
    factories.target("11.1")
    pages.practice(
        practice_index, city, title="Night shelter", review=review, paragraphs="120.3", target_codes="11.1",
        problem="Nobody had a bed.", author_body="City of Altamira", review_status="checked",
        contact_mailbox="rights@example.org",
    )  # fmt: skip
    text = client.get(PAGE).content.decode()
    for words in (
        "Nobody had a bed.", "312 people used it.", "Not disclosed.", "It is closed in summer.", "Report 0",
        "Build shelters.", recommendation.get_absolute_url(), "Target 11.1 label", "rights@example.org",
        "An editor of this site has checked the sources.",
        "City of Altamira. <cite>Night shelter</cite>. Altamira, Lumeria, 2026.",
        "https://upr.example.org/practice/", "Last verified 1 February 2026", "CC BY 4.0",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    ("last_verified", "words"),
    [
        (datetime.date(2026, 2, 1), "due again by 1 February 2028"),
        (datetime.date(2023, 2, 1), "Not verified since 1 February 2023."),
        (None, "Nobody has verified this practice yet."),
    ],
)
@time_machine.travel("2026-03-10")
def test_age_of_the_verification_shows(client, practice_index, city, last_verified, words):
    pages.practice(practice_index, city, title="Night shelter", last_verified=last_verified)
    assert words in client.get(PAGE).content.decode()


def test_facts_are_there_for_programs(client, practice):
    facts = client.get(f"{PAGE}?format=json").json()
    assert facts["title"] == "Night shelter"
    assert facts["results_date"] == "2026-01-31"
    source = {"kind": "report", "title": "Report 0", "link": "", "independence": "self-reported", "published": ""}
    assert facts["evidence"] == [source]


def test_draft_is_not_shown(client, practice_index):
    draft = pages.draft(practice_index, title="Night shelter")
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}?format=json").status_code == 404
    assert draft.slug == "night-shelter"


def picture(side):
    """An uploaded photograph of noise, which hardly shrinks."""
    content = io.BytesIO()
    Picture.effect_noise((side, side), 120).convert("RGB").save(content, "PNG")
    return Image.objects.create(title="Noise", file=SimpleUploadedFile("noise.png", content.getvalue()))


def test_picture_is_light_and_described(client, practice_index, city):
    pages.practice(practice_index, city, title="Night shelter", image=picture(1200), image_alt="Forty beds")
    image = BeautifulSoup(client.get(PAGE).content, "html.parser").select_one("main img")
    assert image["src"].endswith(".webp")
    assert (image["alt"], image["loading"]) == ("Forty beds", "lazy")
    assert int(image["width"]) > 0 and int(image["height"]) > 0


def test_rendition_of_a_heavy_picture_stays_under_the_limit(db):
    heavy = light_rendition(picture(1200))
    plain = Image.objects.create(title="Plain", file=plain_picture())
    assert heavy.file.size <= LIGHT_BYTES
    assert light_rendition(plain).width == 640


def plain_picture():
    """An uploaded picture of one colour."""
    content = io.BytesIO()
    Picture.new("RGB", (1200, 600), "navy").save(content, "PNG")
    return SimpleUploadedFile("plain.png", content.getvalue())


def test_picture_without_description_is_not_published(practice_index, city):
    with pytest.raises(ValidationError, match="Describe the picture"):
        pages.practice(practice_index, city, image=picture(20))


def similar(practice_index, city, **fields):
    """A practice on SDG target 11.1 and the right to housing."""
    factories.target("11.1")
    return pages.practice(practice_index, city, target_codes="11.1", **{"themes": [factories.theme()], **fields})


def test_recommendation_shows_direct_practices_first_then_similar_ones(practice_index, city, recommendation, officer):
    factories.target("11.1").tags.create(recommendation=recommendation, set_by=officer, set_at=factories.NOW)
    pages.practice(
        practice_index, city, title="Direct", review=recommendation.review, paragraphs=recommendation.paragraph
    )
    similar(practice_index, city, title="Similar")
    similar(practice_index, city, title="Other theme", themes=[factories.theme("Right to education")])
    pages.practice(practice_index, city, title="Other target", themes=[factories.theme()])
    text = rendered(
        "{% practices_for r as ps %}{% for p in ps %}{{ p.title }} {{ p.is_direct }},{% endfor %}", r=recommendation
    )
    assert text == "Direct True,Similar False,"


def test_earlier_name_of_a_theme_counts_as_the_same(practice_index, city, recommendation, officer):
    factories.target("11.1").tags.create(recommendation=recommendation, set_by=officer, set_at=factories.NOW)
    earlier = factories.theme("Housing", vocabulary="3")
    earlier.current = factories.theme()
    earlier.save()
    similar(practice_index, city, title="Similar", themes=[earlier])
    assert "Similar" in rendered("{% practices_for r as ps %}{{ ps }}", r=recommendation)


@pytest.mark.parametrize("item_count", [1, 3])
def test_practices_of_a_recommendation_cost_two_queries(
    practice_index, city, recommendation, item_count, django_assert_num_queries
):
    for _number in range(item_count):
        pages.practice(practice_index, city, review=recommendation.review, paragraphs=recommendation.paragraph)
    source = '{% include "cms/includes/practices_for_recommendation.html" %}'
    with django_assert_num_queries(2):
        text = rendered(source, recommendation=recommendation)
    assert text.count("<h3>") == item_count


def test_practice_shows_on_the_page_of_its_recommendation_and_of_its_city(
    client, practice_index, city, recommendation, officer
):
    factories.step(city, officer, visibility="public")
    pages.practice(
        practice_index, city, title="Direct", review=recommendation.review, paragraphs=recommendation.paragraph
    )
    assert "/en/practices/direct/" in client.get(recommendation.get_absolute_url(), follow=True).content.decode()
    assert "/en/practices/direct/" in client.get(city.get_absolute_url(), follow=True).content.decode()


def test_practices_of_a_government_are_its_own(practice_index, city, other_city):
    pages.practice(practice_index, city, title="Ours")
    source = "{% practices_of g as ps %}{% for p in ps %}{{ p.title }}{% endfor %}"
    assert (rendered(source, g=city), rendered(source, g=other_city)) == ("Ours", "")
