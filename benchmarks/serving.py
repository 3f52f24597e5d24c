"""A page of the API beside the SQL that fetches the same rows, and the library that writes them as JSON."""

import json

from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from benchmarks import generate, timing
from benchmarks.listing import WrongAnswer, settle
from tracking.models import Review

REPEATS = 15
ROWS_A_PAGE = 100
COUNT = "SELECT COUNT(*) FROM tracking_recommendation r WHERE r.review_id = %s"
ROWS = """SELECT r.id, r.paragraph, r.position, s.iso3, v.cycle, t.language, t.text
    FROM tracking_recommendation r
    JOIN tracking_review v ON v.id = r.review_id JOIN tracking_state s ON s.id = v.state_id
    JOIN tracking_recommendationtext t ON t.recommendation_id = r.id AND t.is_official
    WHERE r.review_id = %s ORDER BY r.review_id, r."order", r.id LIMIT %s OFFSET %s"""
PARTS = {
    "themes": """SELECT l.recommendation_id, l.theme_id, t.name, c.code FROM tracking_themelink l
        JOIN tracking_theme t ON t.id = l.theme_id LEFT JOIN tracking_cluster c ON c.id = t.cluster_id
        WHERE l.recommendation_id IN ({ids}) ORDER BY l.position""",
    "states": """SELECT m.recommendation_id, s.iso3 FROM tracking_recommendation_recommending_states m
        JOIN tracking_state s ON s.id = m.state_id WHERE m.recommendation_id IN ({ids})""",
    "groups": """SELECT m.recommendation_id, g.code FROM tracking_recommendation_groups m
        JOIN tracking_group g ON g.id = m.group_id WHERE m.recommendation_id IN ({ids})""",
    "goals": """SELECT m.recommendation_id, g.number FROM tracking_recommendation_goals m
        JOIN tracking_goal g ON g.id = m.goal_id WHERE m.recommendation_id IN ({ids})""",
    "statuses": """SELECT recommendation_id, status FROM tracking_followup
        WHERE visibility = 'public' AND recommendation_id IN ({ids})""",
}


def measure(count, database):
    """Yield a Measurement for the first page and one in the middle of a review with `count` recommendations."""
    state = generate.state_under_review("XSV", "XV", "Served")
    review = Review.objects.create(state=state, cycle=4, session=47)
    generate.store(review, list(generate.drafts(count, generate.Vocabulary.loaded())))
    settle()
    pages = {"first page": 1, "page in the middle": max(1, count // ROWS_A_PAGE // 2)}
    with override_settings(API_RATE="1000000/sec"):
        for name, page in pages.items():
            yield measure_page(f"api: {name} of {count:,} rows", database, review, page)


def measure_page(name, database, review, page):
    """The Measurement of one page; raises WrongAnswer where the API and the SQL tell different rows."""
    client = Client(SERVER_NAME="localhost")
    address = f"/api/v1/recommendations/?review={review.pk}&page_size={ROWS_A_PAGE}&page={page}"
    told, wanted = client.get(address).json(), json.loads(plain(review, page))
    same = [(row["id"], row["text"], row["goals"]) for row in told.get("results", [])]
    if same != [(row["id"], row["text"], sorted(row["goals"])) for row in wanted["results"]]:
        raise WrongAnswer(f"{address} tells other rows than the SQL")
    if told["count"] != wanted["count"]:
        raise WrongAnswer(f"{address} counts {told['count']}, the SQL {wanted['count']}")
    return timing.compare(name, database, lambda: client.get(address), [lambda: plain(review, page)], REPEATS)


def plain(review, page):
    """The rows of a page as JSON, with seven statements and nothing else."""
    with connection.cursor() as cursor:

        def rows(sql, values):
            cursor.execute(sql, values)
            return cursor.fetchall()

        [(count,)] = rows(COUNT, [review.pk])
        found = rows(ROWS, [review.pk, ROWS_A_PAGE, (page - 1) * ROWS_A_PAGE])
        ids = [row[0] for row in found]
        marks = ", ".join(["%s"] * len(ids)) or "NULL"
        parts = {name: by_row(rows(sql.format(ids=marks), ids)) for name, sql in PARTS.items()}
    names = ("id", "paragraph", "position", "state", "cycle", "language", "text")
    told = [dict(zip(names, row, strict=True)) for row in found]
    for row in told:
        row |= {name: part.get(row["id"], []) for name, part in parts.items()}
    return json.dumps({"count": count, "results": told})


def by_row(pairs):
    """{id: what belongs to it}; of a single value that value, of several all of them."""
    found = {}
    for pk, *values in pairs:
        found.setdefault(pk, []).append(values[0] if len(values) == 1 else values)
    return found
