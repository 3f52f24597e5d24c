"""A city's board and its officer's home page in a small State and in a large one: the city is the same size in both."""

import statistics

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from benchmarks import generate, generate_work, timing
from benchmarks.listing import WrongAnswer, settle
from tracking.models import LocalGovernment, Recommendation, Review

FEW = 8  # cities of the small State
REPEATS = 15


def measure(recommendations, cities, steps, database):
    """Yield a Measurement a page: ours with `cities` cities and `steps` steps in all, its floor with eight cities.

    Raises WrongAnswer where a page asks more queries in the large State than in the small one.
    """
    review = a_review(recommendations)
    generate_work.work(review, range(FEW), steps // cities)
    settle()
    city = LocalGovernment.objects.get(state=review.state, slug="town-3")
    client = Client(SERVER_NAME="localhost")
    client.force_login(generate_work.officer_of(city))
    few = {name: timed(client, address) for name, address in pages(city).items()}
    generate_work.work(review, range(FEW, cities), steps // cities)
    settle()
    for name, address in pages(city).items():
        (own, queries), (floor, before) = timed(client, address), few[name]
        if queries != before:
            raise WrongAnswer(f"{address} asks {queries} queries with {cities} cities, {before} with {FEW}")
        yield timing.Measurement(f"{name}, {cities} cities against {FEW}", database, own, floor)


def a_review(count):
    """A review of a State that has nothing else."""
    state = generate.state_under_review("XWB", "XW", "Workbench")
    review = Review.objects.create(state=state, cycle=4, session=48)
    generate.store(review, list(generate.drafts(count, generate.Vocabulary.loaded())))
    return review


def pages(city):
    """{what it is: its address} of the pages that a city's people open every day."""
    recommendation = Recommendation.objects.filter(review__state=city.state).in_order()[0]
    with translation.override("en"):
        board = reverse("tracking:workspace", args=[city.pk])
        return {
            "home page": reverse("tracking:home"),
            "board": board,
            "board, overdue": f"{board}?attention=overdue",
            "board, by cluster": f"{board}?group=cluster",
            "steps": reverse("tracking:step-list", args=[city.pk]),
            "follow-up": reverse("tracking:followup-edit", args=[city.pk, recommendation.pk]),
        }


def timed(client, address):
    """(median milliseconds, number of queries) of a page."""
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    if page.status_code != 200:
        raise WrongAnswer(f"{address} answers {page.status_code}")
    times = [timing.milliseconds(client.get, address) for _turn in range(REPEATS)]
    return statistics.median(times), len(queries)
