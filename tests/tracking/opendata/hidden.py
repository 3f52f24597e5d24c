"""What editors and visitors keep on the site and readers may not see: drafts, withdrawn, expired, private."""

import datetime
import io
import json

from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.models import (
    AnswerPlace,
    GuidanceIndexPage,
    GuidancePage,
    MappingExercise,
    NoticeContact,
    RiskReport,
    StandardPage,
    Subscription,
    Survey,
    SurveyContact,
    SurveyInvitation,
)
from cms.models.practice_correction import CorrectionSuggestion
from tests import factories
from tests.cms import pages, surveys
from tests.cms.course import courses
from tests.cms.register import entries
from tests.tracking.opendata.everything import INTERNAL
from tracking.models import User

BODY = json.dumps([{"type": "paragraph", "value": f"<p>{INTERNAL} body</p>"}])
NOT_PUBLIC = ({"visibility": "internal"}, {"visibility": "restricted"}, {"live": False})


def article(model, parent, title, **fields):
    """A page to read; published where nothing else is said."""
    page = model(title=title, introduction="Read on.", locale=parent.locale, **fields)
    parent.add_child(instance=page)
    return page


def hidden_pages(index, city):
    """(pages in every state in which nobody reads them, the pages around them that everybody reads)."""
    home = index.get_parent().specific
    guidance = GuidanceIndexPage(title="Guidance", slug="guidance", locale=home.locale)
    home.add_child(instance=guidance)
    yesterday = factories.NOW - datetime.timedelta(days=1)
    course = courses.course(home)
    module = courses.module(course)
    draft = courses.module(course, title=f"{INTERNAL} module")
    draft.unpublish()
    withdrawn = pages.practice(index, city, title=f"{INTERNAL} withdrawn")
    report = RiskReport.objects.create(page=withdrawn, text=INTERNAL, is_danger=True, at=factories.NOW)
    NoticeContact.objects.create(risk=report, contact=INTERNAL)
    report.unpublish(by=None, now=factories.NOW)
    private = article(GuidancePage, guidance, f"{INTERNAL} private", body=BODY)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    return (
        *(pages.draft(index), withdrawn, private, draft),
        article(GuidancePage, guidance, f"{INTERNAL} draft", body=BODY, live=False),
        article(
            GuidancePage, guidance, f"{INTERNAL} expired", body=BODY, live=False, expired=True, expire_at=yesterday
        ),
        article(StandardPage, home, f"{INTERNAL} standard", body=BODY, live=False),
    ), (home, index, guidance, course, module)


def hidden_files():
    """A document and a picture of a collection that is not for everybody, full of notes."""
    folder = Collection.get_first_root_node().add_child(name=f"{INTERNAL} folder")
    CollectionViewRestriction.objects.create(collection=folder, restriction_type="login")
    out = io.BytesIO()
    Picture.new("RGB", (20, 20), "teal").save(out, "PNG")
    document = get_document_model().objects.create(
        title=f"{INTERNAL} document", file=ContentFile(INTERNAL.encode(), "list.txt"), collection=folder
    )
    get_image_model().objects.create(
        title=f"{INTERNAL} picture", file=ContentFile(out.getvalue(), "hall.png"), collection=folder
    )
    return document


def hidden_register():
    """(profiles that readers do not see, the entries around them that they do)."""
    secret = entries.mapping(visibility="internal", title=INTERNAL)
    inside = entries.profile(secret)
    hidden = [entries.profile(entries.mapping(), **fields) for fields in NOT_PUBLIC]
    shown = entries.profile()
    around = [shown, shown.exercise, *(profile.exercise for profile in hidden)]
    for profile in (inside, *hidden):
        entries.answer(profile)
        around += [entries.lesson(profile=profile), entries.need(profile=profile)]
    for fields in NOT_PUBLIC:
        entries.answer(shown, **fields)
        entries.lesson(**fields)
        entries.need(**fields)
    entries.answer(shown, question=entries.question("Q5", is_contact=True))
    return (inside, *hidden), around


def hidden_surveys(by):
    """Surveys that nobody finds, and in one that everybody finds what bodies wrote."""
    today = datetime.date.today()
    over = {"opens_on": today - datetime.timedelta(days=9), "closes_on": today - datetime.timedelta(days=1)}
    words = {"title": {"en": f"{INTERNAL} survey"}, "introduction": {"en": INTERNAL}}
    states = {
        "draft": {"state": "draft", **words},
        "closed": {"state": "closed", **over},
        "results": {"state": "closed", "publishes_results": True, **over},
        "open": {},
    }
    made = [surveys.survey(slug) for slug in states]
    for survey in made:
        for _number in range(2):
            answer = surveys.sent(survey, nature=("answered", INTERNAL), contact=("answered", {"name": INTERNAL}))
            SurveyContact.objects.filter(answer=answer).update(name=INTERNAL, email="internal-mark@example.org")
        SurveyInvitation.objects.create(
            survey=survey, body="Body", language="en", invited_at=factories.NOW, invited_by=by
        )
        Survey.objects.filter(pk=survey.pk).update(**states[survey.slug])
    return made


def hidden_people(index, city):
    """(somebody whose account is closed, a practice on which people wrote what nobody reads)."""
    practice = pages.practice(index, city)
    CorrectionSuggestion.objects.create(page=practice, text="Wrong", organisation="Union", at=factories.NOW)
    told = {"asked_at": factories.NOW, "told_until": factories.NOW, "language": "en"}
    Subscription.objects.create(address="reader@example.org", topic="practices", **told)
    gone = User.objects.create_user("gone@example.org", "correct horse", is_active=False)
    return gone, (practice, *practice.evidence.all())


def hidden_cms(index, city):
    """(addresses that somebody may guess, the rows among all of it that everybody reads)."""
    unread, frame = hidden_pages(index, city)
    profiles, around = hidden_register()
    gone, practice = hidden_people(index, city)
    guessed = [f"/en/practice/{page.translation_key}/" for page in unread]
    guessed += [hidden_files().url, *(profile.get_absolute_url() for profile in profiles)]
    guessed += [MappingExercise.objects.get(visibility="internal").get_absolute_url()]
    for survey in hidden_surveys(gone):
        guessed += [survey.get_absolute_url() + rest for rest in ("", "results/", "paper/")]
    return guessed, [*frame, *around, *practice]


def published_register(told):
    """A profile with an answer, a lesson and a need that everybody reads, `told` of what in them is public."""
    kinds = dict.fromkeys(("engagement_kind", "lessons_kind", "future_kind", "note_kind", "places_kind"), "answered")
    words = dict.fromkeys(("engagement", "lessons_learned", "future", "note", "places_text"), "Said")
    profile = entries.profile(**kinds, **words)
    answer = entries.answer(
        profile, outcome="Done", lesson="Learned", entities="Union", contribution="led-to", contribution_note="Seen",
        source_reference="P. 4", entry_key="key",
    )  # fmt: skip
    for level in ("city", "camp"):
        AnswerPlace.objects.create(answer=answer, name=f"{INTERNAL} camp" if level == "camp" else "Lume", level=level)
    made = {
        profile.exercise: ("title", "purpose", "focal_point"),
        profile: ("title", "presence_other", *words, "author_body"),
        answer: ("text", "outcome", "lesson", "entities", "contribution_note", "author_body"),
        entries.lesson(): ("title", "text", "author_body"),
        entries.need(kind="other", kind_other="Time"): ("title", "text", "kind_other", "author_body"),
    }
    return [told(row, *names) for row, names in made.items()]
