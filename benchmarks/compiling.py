"""A report compiled by the worker's own function, in a small State and in a large one: queries, memory, documents.

Its floor is the same Word file and spreadsheet written by the bare libraries, out of the words of the compiled ones.
"""

import io
import itertools
import zipfile
from unittest import mock
from xml.sax.saxutils import unescape

import openpyxl
from django.db import connection, transaction
from django.utils import timezone

from benchmarks import generate, generate_work, report, timing
from benchmarks.listing import WrongAnswer, settle
from tracking.midterm import compiling, documents
from tracking.models import Call, Contribution, ContributionAnswer, LocalGovernment, Report, Review

FEW = 8  # cities of the small State
CHUNK = 20  # governments whose answers are held in memory at once
STATUSES = ("not_started", "planned", "in_progress", "partly", "implemented", "ongoing", "not_applicable")
MOST_MEGABYTES = 500
PIECE = 1_000_000  # characters read at once
# A long report goes without a web page and a PDF, so they would stand on one side only.
LONG = {kind: render for kind, render in documents.RENDERERS.items() if kind.split("-")[0] not in ("html", "pdf")}


def measure(recommendations, cities, steps, database):
    """Yield a Measurement: a report on `cities` cities that answered everything, against its bare documents.

    Raises WrongAnswer where it takes more queries than with a few cities, more memory than a worker may have, or
    counts answers otherwise than the database does.
    """
    call = a_call(recommendations)
    contribute(call, range(FEW), steps // cities)
    _report, few, _peak, _time = compiled(call)
    contribute(call, range(FEW, cities), steps // cities)
    settle()
    made, many, peak, took = compiled(call)
    if many != few:
        raise WrongAnswer(f"{many} queries with {cities} cities, {few} with {FEW}")
    if peak is not None and peak > MOST_MEGABYTES:
        raise WrongAnswer(f"{peak:.0f} MB with {cities} cities")
    name = f"compile, {recommendations} recommendations x {cities} governments, {many} queries"
    floor = bare(made)
    reason = f"{len(list(made.documents.all()))} documents instead of 2, collecting, counting"
    yield timing.Measurement(name, database, took, floor, peak, reason if took > 5 * floor else "")


def a_call(recommendations):
    """An open call of a State that has nothing else."""
    state = generate.state_under_review("XRB", "XR", "Reportland")
    review = Review.objects.create(state=state, cycle=4, session=48)
    generate.store(review, list(generate.drafts(recommendations, generate.Vocabulary.loaded())))
    now = timezone.now()
    return Call.objects.create(
        review=review,
        title="Benchmark",
        target_date=now.date(),
        deadline=now.date(),
        status="open",
        opened_by=generate.someone(),
        opened_at=now,
    )


def contribute(call, numbers, steps_each):
    """Let the cities of these numbers (a range) do their work and answer every recommendation."""
    generate_work.work(call.review, numbers, steps_each)
    names = [f"town-{number}" for number in numbers]
    cities = list(LocalGovernment.objects.filter(state=call.review.state, slug__in=names))
    recommendations = list(call.review.recommendations.in_order())
    dice = generate.Dice()
    sentences = [dice.text() for _number in range(1_000)]
    for start in range(0, len(cities), CHUNK):
        answer(call, cities[start : start + CHUNK], recommendations, sentences)


@transaction.atomic
def answer(call, cities, recommendations, sentences):
    """An accepted contribution of each city, with an answer on every recommendation."""
    words, statuses = itertools.cycle(sentences), itertools.cycle(STATUSES)
    ContributionAnswer.objects.bulk_create(
        (
            ContributionAnswer(
                contribution=contribution,
                recommendation=recommendation,
                status=next(statuses),
                headline=next(words),
                detail=" ".join(itertools.islice(words, 3)),
                challenge=next(words),
                next_step=next(words),
                basis={"indicators": [an_indicator(place)] if place % 3 == 0 else [], "challenges": ["funds"]},
            )
            for contribution in accepted(call, cities)
            for place, recommendation in enumerate(recommendations)
        ),
        batch_size=2_000,
    )


def accepted(call, cities):
    """An accepted contribution of each city, still without answers."""
    prepared, approved = generate.someone(), generate.someone("second")
    now = timezone.now()
    return Contribution.objects.bulk_create(
        Contribution(
            call=call,
            local_government=city,
            status="accepted",
            prepared_by=prepared,
            prepared_at=now,
            approved_by=approved,
            submitted_at=now,
            decided_by=approved,
            decided_at=now,
            snapshot=[],
            checksum="0" * 64,
        )
        for city in cities
    )


def an_indicator(number):
    """What an answer froze of an indicator."""
    figures = {"baseline": "100", "baseline_year": 2022, "value": str(number), "year": 2025, "gap_reason": ""}
    return {"code": f"I-{number}", "title": "Households reached", "unit": "number", "unit_word": "", **figures}


def compiled(call):
    """(the Report, number of queries that read, megabytes beyond what was there before or None, milliseconds)."""
    asked = compiling.start(call, by=None, now=timezone.now(), language="en")
    found = {"queries": 0}

    def count(execute, sql, *values):
        # Rows are written in batches of what the database takes at once; what is read does not grow.
        found["queries"] += sql.startswith("SELECT")
        return execute(sql, *values)

    def run():
        with connection.execute_wrapper(count), mock.patch.object(compiling, "RENDERERS", LONG):
            found["time"] = timing.milliseconds(lambda: compiling.run(asked.pk, now=timezone.now()))

    peak = timing.peak_of(run)
    made = Report.objects.defer("content").get(pk=asked.pk)
    answers = ContributionAnswer.objects.filter(contribution__call=call).count()
    if made.status != "ready" or made.contributions.count() * call.review.recommendations.count() != answers:
        raise WrongAnswer(f"{made.status}: {made.error}")
    return made, found["queries"], peak, found["time"]


def bare(made):
    """Milliseconds that the bare libraries take for the words of the edition's Word file and spreadsheet."""
    with made.documents.get(kind="docx").file.open() as file:
        words = list(paragraphs(file))
    with made.documents.get(kind="xlsx").file.open() as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()), read_only=True)
    rows = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    return timing.milliseconds(report.bare_docx, words) + timing.milliseconds(bare_book, rows)


def paragraphs(file):
    """The text of every paragraph of a Word file that has text, of a file too long to be read at once."""
    with zipfile.ZipFile(file) as package, package.open("word/document.xml") as part:
        stream, rest = io.TextIOWrapper(part, encoding="utf-8"), ""
        while chunk := stream.read(PIECE):
            *whole, rest = (rest + chunk).split("</w:p>")
            found = (unescape("".join(report.TEXT.findall(paragraph))) for paragraph in whole)
            yield from filter(None, found)


def bare_book(rows):
    """A workbook with these rows of values on each sheet, by the library that writes ours."""
    dates = [[False] * max((len(row) for row in sheet), default=0) for sheet in rows]
    plain = [[[str(value) if hasattr(value, "year") else value for value in row] for row in sheet] for sheet in rows]
    return report.bare_xlsx(plain, dates)
