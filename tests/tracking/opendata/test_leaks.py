"""Nothing that is not public leaves through the API or a file; what is public does."""

import datetime
import io
import zipfile

from django.db.models import F
from django.test import Client

from tests import factories
from tests.cms import pages
from tests.tracking.opendata import everything
from tests.tracking.opendata.everything import INTERNAL, PUBLIC, mark, told
from tracking.models import FollowUp, ImplementationStep, LocalGovernment, State, Theme, User
from tracking.opendata.catalogue import subjects

# Public on their pages, and left out of the data all the same: people's roles, and models that may be gone.
NOT_TOLD = {"Participation": {"roles"}, "ImplementationStep": {"credit_title"}}
PRACTICE_TEXTS = (
    *("title", "summary", "problem", "participation", "legal_basis", "lead_department", "partners", "what_was_done"),
    *("results", "costs", "challenges", "what_did_not_work", "lessons", "transfer", "sustainability", "author_body"),
    *("corrections", "context", "standing_collaboration", "source_note", "evaluated_by", "second_reader"),
)
OPEN_PAGES = ("/en/open-data/", "/en/open-data/dictionary/", "/en/open-data/api/", "/api/v1/openapi.json")


def everything_internal(world):
    """Rows of every kind that nobody published, in both ways of not being public."""
    city, review, officer, coordinator = (
        world.city, world.review, world.people["officer"], world.people["coordinator"],
    )  # fmt: skip
    for visibility in ("internal", "restricted"):
        recommendation = factories.recommendation(review)
        list(everything.records(city, review, officer, visibility))
        everything.work(city, recommendation, officer, visibility)
        factories.position_change(recommendation, coordinator, is_in_report=False)
    factories.national_assessment(recommendation, coordinator, visibility="internal")
    public = factories.follow_up(world.city, recommendation := factories.recommendation(review), officer,
                                 visibility="public", status="ongoing")  # fmt: skip
    factories.comment(public, world.people["commenter"], "refused", coordinator)
    hidden = factories.step(city, officer, [public])
    factories.evidence(hidden, officer, visibility="public")
    factories.evidence(factories.step(city, officer, [public], visibility="public"), officer)
    for make in (factories.consultation, factories.pledge, factories.institution, factories.assistance_need):
        make(review, coordinator)
    factories.self_assessment(city, officer, action_plan="yes")
    factories.invitation(city, officer)


def publish_marked(publish):
    """One row of everything that is public, of which only the public texts say so."""
    made = publish()
    for row in made["publishable"]:
        row.refresh_from_db()
        told(row, *(set(row.PUBLIC_TEXTS) - {"credit_title"}))
    told(made["comment"], "organisation", "text", "link", "reply")
    told(made["assessment"], "reason")
    told(made["change"], "source")
    mark(made["call"], INTERNAL)
    mark(made["report"], INTERNAL)
    told(made["recommendation"], "source_of_position")
    told(made["recommendation"].texts.get(), "text")
    return made


def names_of_government_and_review(world):
    """The places keep their public names."""
    told(world.city, "name")
    told(world.review, "symbol")
    for recommendation in world.review.recommendations.all():
        type(recommendation).objects.filter(pk=recommendation.pk).update(source_of_position="")
        recommendation.texts.update(text="Continue to build homes.")
    State.objects.update(name=F("iso3"))
    LocalGovernment.objects.exclude(pk=world.city.pk).update(name="Elsewhere")
    Theme.objects.update(name=F("pk"))
    published = FollowUp.objects.published()
    for row in (published, ImplementationStep.objects.published()):
        for name in row.model.PUBLIC_TEXTS:
            row.exclude(**{name: ""}).update(**{name: "Public before"})


def practices(index, city, practice):
    """A practice whose published words are marked, one with unpublished changes, a draft."""
    day = datetime.date(2026, 1, 15)
    type(practice).objects.filter(pk=practice.pk).update(evaluated_by="University", evaluated_on=day)
    told(practice, *PRACTICE_TEXTS)
    mark(practice.evidence.get(), PUBLIC, ["title"])
    mark(pages.draft(index), INTERNAL)
    changed = pages.practice(index, city)
    changed.summary = f"{INTERNAL} not published yet"
    changed.save_revision()


def bytes_of_everything():
    """{address: bytes} of every list, row, file and page, in two languages, as anybody gets them."""
    client, found = Client(), {}
    for language in ("en", "es"):
        for subject in subjects():
            address = f"/api/v1/{subject.code}/"
            answer = client.get(address, {"language": language, "page_size": 200})
            assert answer.status_code == 200, answer.content
            found[f"{address} {language}"] = answer.content
            for row in answer.json()["results"][-2:]:
                key = row[subject.lookup_url_kwarg or subject.lookup_field]
                found[f"{address}{key} {language}"] = client.get(f"{address}{key}/?language={language}").content
    package = zipfile.ZipFile(io.BytesIO(client.get("/en/open-data/open-data.zip").getvalue()))
    found |= {f"zip {name}": package.read(name) for name in package.namelist()}
    return found | {address: client.get(address).content for address in OPEN_PAGES}


def test_only_what_is_public_gets_out(world, publish, practice_index):
    everything_internal(world)
    assert everything.mark_everything() > 200
    names_of_government_and_review(world)
    made = publish_marked(publish)
    practices(practice_index, world.city, made["practice"])
    found = bytes_of_everything()
    leaks = {address: text.partition(INTERNAL.encode())[2][:60] for address, text in found.items()
             if INTERNAL.encode() in text}  # fmt: skip
    assert leaks == {}
    whole = b"\n".join(found.values()).decode()
    for row in made["publishable"]:
        for name in set(row.PUBLIC_TEXTS) - NOT_TOLD.get(type(row).__name__, set()):
            assert f"{PUBLIC}-{type(row).__name__}-{name}-{row.pk}" in whole
        for related, parts in row.PUBLIC_PARTS.items():
            for part in getattr(row, related).all():
                marked = [field.name for field in everything.texts_of(type(part)) if field.name in parts]
                for name in marked:
                    value = getattr(part, name)
                    assert not value or value in whole, f"{type(part).__name__}.{name}"
    words = ["Comment-reply", "NationalAssessment-reason", "PositionChange-source", "RecommendationText-text"]
    words += ["Page-title", *(f"PracticePage-{name}" for name in PRACTICE_TEXTS if name != "title")]
    words += ["PracticeEvidence-title", "LocalGovernment-name", "Review-symbol"]
    for word in words:
        assert f"{PUBLIC}-{word}" in whole


def test_what_is_taken_back_is_gone_at_once(publish, ask, client, officer):
    step = publish()["publishable"][1]
    assert ask("steps").json()["count"] == 1
    step.refresh_from_db()
    step.unpublish(by=officer, now=factories.NOW)
    assert ask("steps").json()["results"] == []
    assert client.get(f"/api/v1/steps/{step.pk}/").status_code == 404
    assert ask("statuses").json()["results"][0]["steps"] == []
    assert "Open a night shelter" not in client.get("/en/open-data/steps.csv").getvalue().decode()


def test_every_role_gets_the_same_bytes(publish, signed_in, officer, coordinator):
    publish()
    type(officer).objects.update(time_zone="Asia/Tokyo")
    people = [None, officer, coordinator, User.objects.create_superuser("it@example.org", "correct horse")]
    clients = [signed_in(person) for person in people]
    for address in ("/api/v1/steps/", "/api/v1/statuses/", "/api/v1/practices/", "/en/open-data/steps.csv"):
        assert len({client.get(address).getvalue() for client in clients}) == 1, address
    assert not any(subject.authentication_classes for subject in subjects())  # nobody is anybody anywhere
