"""The public list of recommendations beside the SQL that fetches the same rows and counts."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from benchmarks import generate, timing
from tracking import search

REPEATS = 15
ROWS_A_PAGE = 25
COMPARED = 20  # words of a text: the page may shorten a long one
COUNT = "SELECT COUNT(*) FROM tracking_recommendation r WHERE r.review_id = %s"
PAGE = """SELECT r.id, r.paragraph, r.position, COALESCE(here.text, official.text), COALESCE(here.language, official.language)
    FROM tracking_recommendation r
    LEFT JOIN tracking_recommendationtext here ON here.recommendation_id = r.id AND here.language = 'en'
    LEFT JOIN tracking_recommendationtext official ON official.recommendation_id = r.id AND official.is_official
    WHERE r.review_id = %s"""  # noqa: E501
IN_ORDER = ' ORDER BY r."order", r.id LIMIT %s'
THEMES = """SELECT l.recommendation_id, t.name, t.labels FROM tracking_themelink l
    JOIN tracking_theme t ON t.id = l.theme_id WHERE l.recommendation_id IN ({ids}) ORDER BY l.position"""
STATES = """SELECT m.recommendation_id, s.name, s.names FROM tracking_recommendation_recommending_states m
    JOIN tracking_state s ON s.id = m.state_id WHERE m.recommendation_id IN ({ids}) ORDER BY s.name"""
STATUSES = """SELECT recommendation_id, status, COUNT(*) FROM tracking_followup
    WHERE visibility = 'public' AND recommendation_id IN ({ids}) GROUP BY recommendation_id, status"""
BY_LINKS = {
    "position": "r.position = %s",
    "theme": "r.id IN (SELECT recommendation_id FROM tracking_themelink WHERE theme_id = %s)",
    "goal": "r.id IN (SELECT recommendation_id FROM tracking_recommendation_goals WHERE goal_id = %s)",
}


class WrongAnswer(Exception):
    """The page does not show what the SQL finds, so comparing their times would mean nothing."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What follows the choice of the review in a WHERE clause."""

    sql: str = ""
    values: tuple = ()


def measure(count, database):
    """Yield a Measurement for the first page, filtered, and filtered with text, of a review with `count` rows."""
    review = generate.review(count)
    settle()
    for name, chosen in choices(review).items():
        yield measure_page(f"list: {name}, {count:,} rows", database, review, chosen)


def settle():
    """What PostgreSQL does by itself some time after many rows were written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")


def choices(review):
    """{what is asked for: filters of the list}; themes and goals are the most frequent ones."""
    tallies = review.recommendations.tallies()
    most = {name: max(tallies[name], key=tallies[name].get) for name in ("theme", "goal")}
    filtered = {"position": "supported", **most}
    return {"first page": {}, "filtered": filtered, "filtered with text": {**filtered, "q": generate.SEARCHED}}


def measure_page(name, database, review, chosen):
    """The Measurement of one page; WrongAnswer where page and SQL differ."""
    client = Client(SERVER_NAME="localhost")
    with translation.override("en"):
        address = f"{reverse('tracking:recommendation-list')}?{urlencode({'review': review.pk, **chosen})}"
    page = client.get(address)
    if page.status_code != 200:
        raise WrongAnswer(f"{address} answers {page.status_code}")
    ways = conditions(review, **chosen)
    for way in ways:
        check(page.content.decode(), *fetch(review, way))
    return timing.compare(
        name,
        database,
        lambda: client.get(address),
        [lambda way=way: fetch(review, way) for way in ways],
        REPEATS,
    )


def conditions(review, q="", **tags):
    """The ways to say the same in SQL: by the tables of links, and by the index of the search; the quicker counts."""
    if not tags and not q:
        return [Condition()]
    links, values = [BY_LINKS[name] for name in tags], list(tags.values())
    if q:
        words = search.matching(q, review=review)
        links, values = [*links, f"r.id IN ({words.sql})"], [*values, *words.params]
    index = search.matching(q, review=review, **tags)
    return [
        Condition(f" AND {' AND '.join(links)}", tuple(values)),
        Condition(f" AND r.id IN ({index.sql})", tuple(index.params)),
    ]


def fetch(review, condition):
    """(number of all, rows of the first page, their themes, States and published statuses), in five statements."""
    with connection.cursor() as cursor:

        def rows(sql, values):
            cursor.execute(sql, values)
            return cursor.fetchall()

        [(count,)] = rows(COUNT + condition.sql, [review.pk, *condition.values])
        page = rows(PAGE + condition.sql + IN_ORDER, [review.pk, *condition.values, ROWS_A_PAGE])
        ids = [row[0] for row in page]
        marks = ", ".join(["%s"] * len(ids)) or "NULL"
        return count, page, *(rows(sql.format(ids=marks), ids) for sql in (THEMES, STATES, STATUSES))


def check(page, count, rows, _themes, states, _statuses):
    """Raise WrongAnswer unless the page shows the same number, the same rows in their order, and their States."""
    page = html.unescape(page)
    addresses = re.findall(r'href="[^"?]*/recommendations/[A-Z]{3}/\d+/([^/"]+)/"', page)
    paragraphs = [row[1] for row in rows]
    if list(dict.fromkeys(addresses)) != paragraphs:
        raise WrongAnswer(f"the page shows {addresses}, the SQL finds {paragraphs}")
    if not re.search(rf"\b({count}|{count:,})\b", page):
        raise WrongAnswer(f"the page does not say that there are {count}")
    texts = [" ".join(row[3].split()[:COMPARED]) for row in rows]
    lacking = [words for words in [*texts, *(row[1] for row in states)] if words not in page]
    if lacking:
        raise WrongAnswer(f"the page lacks “{lacking[0]}”")
