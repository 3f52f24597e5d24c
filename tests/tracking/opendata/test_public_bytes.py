"""Every byte that anybody gets: pages in each language, searches, feeds, files, mails. Nothing internal is in it."""

from django.conf import settings

from cms import subscribing
from cms.finding import index
from cms.models import Digest, Subscription
from tests import factories
from tests.tracking.opendata import everything, hidden, test_leaks
from tests.tracking.opendata.everything import INTERNAL, PUBLIC, told
from tests.tracking.opendata.reading import Reader
from tracking.models import LocalGovernment

OF_PAGES = (
    "contact_mailbox",
    "seo_title",
    "search_description",
    "target_codes",
    "paragraphs",
    "languages",
    "place_name",
)


def published(world, publish, practice_index):
    """What everybody may read, of which only the public words say so."""
    made = publish()
    test_leaks.publish_marked(lambda: made)
    test_leaks.practices(practice_index, world.city, made["practice"])
    everything.mark(made["practice"], PUBLIC, OF_PAGES)
    hidden.published_register(told)
    index.rebuild()
    return made


def mails(world):
    """The texts of what a reader of the city's news and one of all practices get."""
    then = factories.NOW.replace(year=2020)
    asked = {"asked_at": then, "confirmed_at": then, "told_until": then, "language": "en"}
    Subscription.objects.create(address="a@example.org", topic="practices", rhythm="at_once", **asked)
    Subscription.objects.create(address="a@example.org", topic="city", government=world.city, rhythm="at_once", **asked)
    subscribing.selecting.select_due(factories.NOW.replace(year=2100))
    found = [subscribing.delivering.written(digest) for digest in Digest.objects.order_by("pk")]
    assert len(found) == 2
    return {f"mail {number}": str(mail.message()).encode() for number, mail in enumerate(found)}


def test_no_public_byte_is_internal(world, publish, practice_index):
    test_leaks.everything_internal(world)
    guessed, shown = hidden.hidden_cms(practice_index, world.city)
    approvals = world.public_report.approvals.all()  # everybody reads which bodies approved a report
    assert everything.mark_everything([*shown, *approvals]) > 400
    test_leaks.names_of_government_and_review(world)
    LocalGovernment.objects.update(role_mailbox="office@example.org")
    published(world, publish, practice_index)
    found = Reader().read_all(guessed)
    found |= mails(world)
    leaks = {address: body.partition(INTERNAL.encode())[2][:80] for address, body in found.items()
             if INTERNAL.encode() in body}  # fmt: skip
    assert leaks == {}
    for language, _name in settings.LANGUAGES:  # the crawl went somewhere, everywhere
        assert sum(address.startswith(f"/{language}/") for address in found) > 40, language
    whole = b"\n".join(found.values()).decode(errors="replace")
    for word in ("Page-title", "EngagementProfile-engagement", "LessonEntry-text", "Comment-reply", "Page-seo_title"):
        assert f"{PUBLIC}-{word}" in whole
