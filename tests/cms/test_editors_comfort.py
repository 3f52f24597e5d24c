"""What makes an editor's day easier: what waits, mails that keep quiet, headings in order, redirects, pictures."""

import datetime
import io

import docx
import pytest
from django.core import mail
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.blocks import StreamBlockValidationError
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import WorkflowState

from cms import starter
from cms.blocks import BodyBlock
from cms.models import CorrectionSuggestion, PracticeHistoryEntry, PracticePage, PracticeProposal, RiskReport
from cms.people import set_up_editors
from cms.practices.citation import as_bibtex, as_ris, as_text
from cms.workflow import set_up_workflow
from tests import factories
from tests.cms import pages


def waiting_lines(answer):
    """The lines of the panel on the admin's start page."""
    text = answer.content.decode()
    return text[text.index('id="waiting"') :].split("</section>")[0]


@pytest.fixture
def handed_in(practice_index, city, officer, editor):
    """A proposal of the city that waits for the protection check."""
    set_up_workflow()
    page = pages.draft(practice_index, city=city, **pages.practice_fields(title="House of Jane Roe"))
    page.evidence = [pages.PracticeEvidence(kind="report", title="Report")]
    page.save_revision()
    proposal = PracticeProposal.objects.create(
        page=page, local_government=city, proposed_by=officer, proposed_at=factories.NOW
    )
    proposal.hand_in(by=officer, now=factories.NOW)
    return PracticePage.objects.get(pk=page.pk)


def test_start_page_says_what_waits_and_leads_there(signed_in, editor, practice, handed_in):
    now = timezone.now()
    RiskReport(page=practice, text="A door").send(now=now)
    CorrectionSuggestion(page=practice, text="Late").send(now=now - datetime.timedelta(days=15))
    CorrectionSuggestion(page=practice, text="New").send(now=now)
    lines = waiting_lines(signed_in(editor).get("/admin/"))
    assert "1 report of a risk waits" in lines
    assert "2 suggested corrections wait (overdue: 1)" in lines
    assert "1 proposed practice waits for the protection check" in lines
    assert reverse("wagtailadmin_pages:edit", args=[handed_in.pk]) in lines


def test_start_page_says_that_nothing_waits(signed_in, editor, practice):
    assert "Nothing waits" in waiting_lines(signed_in(editor).get("/admin/"))


def test_practice_is_due_once_whatever_its_languages(signed_in, editor, practice_index, city):
    practice = pages.practice(practice_index, city, title="Old", last_verified=None)
    spanish = pages.practice_index(pages.home("es"), translation_key=practice_index.translation_key)
    pages.practice(spanish, city, title="Viejo", last_verified=None, translation_key=practice.translation_key)
    for number in range(10):
        pages.practice(practice_index, city, title=f"Older {number}", last_verified=datetime.date(2020, 1, 1))
    text = signed_in(editor).get("/admin/").content.decode()
    assert ">Viejo</a>" not in text.split('id="practices-to-verify"')[1].split("</section>")[0]
    assert "1 more is due." in text


def test_moderation_mail_names_neither_page_nor_person_nor_words(settings, handed_in, editor):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    state = handed_in.current_workflow_state
    state.requested_by = editor
    state.save()
    author = factories.person("second-editor")
    author.groups.set(set_up_editors().user_set.first().groups.all())
    state.current_task_state.specific.reject(user=author, comment="Jane Roe can be found.")
    WorkflowState.objects.get(pk=state.pk).resume(user=author)
    letters = [letter for letter in mail.outbox if "/admin/" in letter.body]
    assert {"sent back" in letter.subject for letter in letters} == {True, False}
    for letter in letters:
        assert "Roe" not in letter.subject + letter.body
        assert f"{settings.SITE_URL}{reverse('wagtailadmin_pages:edit', args=[handed_in.pk])}\n" in letter.body


def test_editor_is_offered_the_check_and_not_publishing_around_it(signed_in, editor, practice, handed_in):
    client = signed_in(editor)
    names = []
    for page in (handed_in, practice):
        text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        names.append(('name="action-publish"' in text, "Tick the protection check and Publish" in text))
    assert names == [(False, True), (True, False)]


def test_editor_is_told_which_words_may_point_to_a_person(signed_in, editor, practice):
    practice.results = "Call +34 600 123 456."
    practice.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[practice.pk])
    client = signed_in(editor)
    form = client.get(address).context["form"]
    sent = {name: value for name, value in form.initial.items() if isinstance(value, str | datetime.date) and value}
    sent |= {"results": "Call +34 600 123 456.", "slug": practice.slug, "city": practice.city_id}
    for prefix in ("evidence", "comments"):
        sent |= {f"{prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    assert "+34 600 123 456" in client.post(address, sent, follow=True).content.decode()
    assert "This may point to a person" in client.post(address, sent, follow=True).content.decode()


def body(*pieces):
    """A body of these pieces, as content files give them."""
    return BodyBlock().to_python([starter.block(kind, value) for kind, value in pieces])


POINTS = ("checklist", {"title": "Before", "points": ["One?"]})


@pytest.mark.parametrize(
    ("pieces", "wrong"),
    [
        ([POINTS], [0]),
        ([("heading", "First"), POINTS], []),
        ([("heading", "First"), ("heading", "Second"), POINTS], [0]),
        ([("paragraph", "Text"), ("heading", "Last")], [1]),
    ],
    ids=["title without heading", "in order", "two headings in a row", "heading at the end"],
)
def test_headings_stand_in_order(pieces, wrong):
    try:
        BodyBlock().clean(body(*pieces))
        found = []
    except StreamBlockValidationError as error:
        found = list(error.block_errors)
    assert found == wrong


def test_renamed_page_is_found_under_its_old_address(
    client, signed_in, editor, practice, django_capture_on_commit_callbacks
):
    old = practice.get_url()
    practice.slug = "shelter-in-winter"
    with django_capture_on_commit_callbacks(execute=True):
        practice.save_revision().publish()
    assert client.get(old, follow=True).redirect_chain[-1][0] == PracticePage.objects.get().get_url()
    assert Redirect.objects.count() == 1
    assert signed_in(editor).get(reverse("wagtailredirects:index")).status_code == 200


def test_mended_and_published_practice_counts_as_shown_again(signed_in, practice, editor):
    report = RiskReport(page=practice, text="A door", is_danger=True)
    report.send(now=factories.NOW)
    note = RiskReport.objects.note_published
    note(practice, by=editor, now=factories.NOW)
    assert RiskReport.objects.get().is_down
    PracticePage.objects.get().get_latest_revision().publish()
    for _time in range(2):
        note(practice, by=editor, now=factories.NOW)
    assert (RiskReport.objects.get().is_down, RiskReport.objects.get().restored_by) == (False, editor)
    assert PracticeHistoryEntry.objects.filter(kind="restored").count() == 1


def test_citation_keeps_a_body_whole_and_says_when_it_was_verified(practice_index, city):
    practice = pages.practice(practice_index, city, author_body="Council, Office for Rights")
    assert "AU  - Council – Office for Rights\r\n" in as_ris(practice)
    assert "author = {{Council, Office for Rights}}" in as_bibtex(practice)
    for words in (as_text(practice), as_bibtex(practice), as_ris(practice)):
        assert "Last verified 1 February 2026" in words


@pytest.mark.parametrize(("country", "is_invented"), [("XUL", True), ("XKX", False), ("ESP", False)])
def test_invented_places_say_so(client, practice_index, country, is_invented):
    practice = pages.practice(
        practice_index, None, place_name="Farville", country=country, latitude=34.0, longitude=-37.0
    )
    listing, world = (client.get(f"/en/practices/{query}").content.decode() for query in ("", "?view=map"))
    own = client.get(practice.get_url()).content.decode()
    assert [
        "invented example" in listing, "Farville (invented)" in world, "An invented example" in own,
        *("Invented example" in cited for cited in (as_text(practice), as_bibtex(practice), as_ris(practice))),
    ] == [is_invented] * 6  # fmt: skip


def test_shared_picture_is_cut_around_its_focal_point(client, practice_index, city):
    drawing, file = Drawing.new("RGB", (3000, 630), "black"), io.BytesIO()
    drawing.paste("white", (1800, 0, 3000, 630))
    drawing.save(file, "PNG")
    point = {"focal_point_x": 2400, "focal_point_y": 315, "focal_point_width": 100, "focal_point_height": 100}
    image = Image.objects.create(title="Door", file=ImageFile(file, "door.png"), **point)
    practice = pages.practice(practice_index, city, image=image, image_alt="A door")
    text = client.get(practice.get_url()).content.decode()
    shared = image.renditions.get(filter_spec__startswith="fill-1200x630")
    assert f'property="og:image" content="http://localhost:8000{shared.url}"' in text
    with shared.file.open() as stored:
        assert Drawing.open(stored).getpixel((600, 315))[0] > 200


def test_reader_without_account_is_shown_the_way_to_a_step(client, signed_in, practice, officer):
    way = f"{reverse('account_login')}?next={practice.get_url()}"
    assert way in client.get(practice.get_url()).content.decode()
    assert way not in signed_in(officer).get(practice.get_url()).content.decode()


def test_uploaded_files_lose_author_and_place(signed_in, editor, home):
    client, word, photo = signed_in(editor), io.BytesIO(), io.BytesIO()
    written = docx.Document()
    written.core_properties.author = "Jane Roe"
    written.save(word)
    place = Drawing.Exif()
    place[0x010E] = "At Jane Roe's door"
    Drawing.new("RGB", (40, 40), "white").save(photo, "JPEG", exif=place)
    for app, name, data in (("wagtaildocs", "plan.docx", word), ("wagtailimages", "door.jpg", photo)):
        sent = {"title": "Plan", "file": SimpleUploadedFile(name, data.getvalue())}
        assert client.post(reverse(f"{app}:add"), sent).status_code == 302
    with Document.objects.get().open_file() as stored:
        assert docx.Document(stored).core_properties.author == ""
    with Image.objects.get().open_file() as stored:
        assert b"Jane Roe" not in stored.read()


def test_title_of_a_file_that_points_to_a_person_is_refused(signed_in, editor, home):
    sent = {"title": "List jane.roe@example.org", "file": SimpleUploadedFile("list.txt", b"List")}
    answer = signed_in(editor).post(reverse("wagtaildocs:add"), sent)
    assert "jane.roe@example.org” may point to a person" in answer.content.decode()
    assert not Document.objects.exists()


def test_practice_is_not_sent_back_without_a_word(handed_in, editor):
    form = handed_in.current_workflow_task.specific.get_form_for_action("reject")
    assert (form({"comment": " "}).is_valid(), form({"comment": "Say what it cost."}).is_valid()) == (False, True)


def test_language_that_is_still_off_can_be_shown_again(signed_in, practice, practice_index, city, editor):
    spanish = pages.practice_index(pages.home("es"), translation_key=practice_index.translation_key)
    pages.practice(spanish, city, title="Albergue", translation_key=practice.translation_key)
    report = RiskReport(page=practice, text="A door", is_danger=True)
    report.send(now=factories.NOW)
    PracticePage.objects.get(pk=practice.pk).get_latest_revision().publish()
    assert "still off the site in another language" in signed_in(editor).get(report.get_absolute_url()).content.decode()
    report.unpublish(by=editor, now=factories.NOW)
    report.restore(by=editor, now=factories.NOW)
    assert PracticePage.objects.live().count() == 2
