"""From a government's idea to a draft page in the list of practices: where it is put, and with what it begins."""

from django.db import transaction
from django.utils.translation import get_language

from cms.models import PracticeIndexPage, PracticePage, PracticeProposal
from tracking.models import Event, ImplementationStep, Review


def list_for(language):
    """The list of practices into which proposals in a language go; the site's first one else; None without any."""
    lists = PracticeIndexPage.objects.live().filter(alias_of=None).select_related("locale")
    return lists.filter(locale__language_code=language).first() or lists.order_by("path").first()


def new_page(government, index):
    """An unsaved draft of the government, in the language of the list."""
    review = Review.objects.filter(state=government.state).order_by("-cycle").first()
    return PracticePage(
        city=government,
        locale=index.locale,
        live=False,
        review=review,
        author_body=government.name,
        contact_mailbox=government.role_mailbox,
        authority_level=level_of(government),
    )


def level_of(government):
    """The level of a practice that stands for the government's own."""
    return {"metropolitan-area": "city", "municipality": "city", "village": "other"}.get(
        government.level, government.level
    )


def published_steps(government):
    """The steps from which a proposal can begin."""
    return ImplementationStep.objects.published().filter(local_government=government).order_by("title")


def from_step(step):
    """What a published step already says, as initial values of the proposal's form."""
    challenges = list(step.challenges.all())
    paragraphs = step.follow_ups.values_list("recommendation__paragraph", flat=True)
    told = [" ".join(part for part in (row.explanation, row.overcome) if part) for row in challenges]
    return {
        "title": step.title,
        "kind": step.kind,
        "what_was_done": step.description,
        "participation": step.participation,
        "results": step.outcome,
        "lessons": step.lesson,
        "challenges": "\n".join(text for text in told if text),
        "challenge_kinds": [row.kind for row in challenges],
        "groups": [group.pk for group in step.groups.all()],
        "paragraphs": ", ".join(paragraphs),
        "target_codes": ", ".join(step.targets.values_list("code", flat=True)[:3]),
    }


@transaction.atomic
def propose(page, government, step, *, by, now):
    """Put a new draft into the list of practices; return its PracticeProposal."""
    index = list_for(get_language())
    if step:
        page.steps, page.rights = [step], list(step.rights.all())
    index.add_child(instance=page)
    page.save_revision(user=by)
    proposal = PracticeProposal.objects.create(
        page=page, local_government=government, step=step, proposed_by=by, proposed_at=now
    )
    Event.objects.record(Event.Verb.ADDED, proposal, by=by, now=now, local_government=government)
    return proposal
