"""What editors can do in the admin, what it refuses them, and what stays out of their reach."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.models import PracticePage
from tests import factories
from tests.cms import pages
from tracking.models import Competence, FollowUp, ImplementationStep, LocalGovernment


def form_of(city=None, sources=1, **fields):
    """What the editing form of a practice sends."""
    complete = pages.practice_fields(slug="shelter", city=city.pk if city else "", **fields)
    rows = [{"title": "Report", "kind": "report", "independence": "partner", "link": ""} for _ in range(sources)]
    chosen = {name: complete.pop(name) for name in ("themes", "groups") if name in complete}
    return chosen | nested_form_data(
        {
            **{name: value for name, value in complete.items() if value is not False},
            "licence": "cc-by-4.0",
            "review_status": "self_reported",
            "evidence": inline_formset(rows),
            "comments": inline_formset([]),
        }
    )


def added(client, index, form):
    """The answer to the form for a new practice."""
    address = reverse("wagtailadmin_pages:add", args=["cms", "practicepage", index.pk])
    assert client.get(address).status_code == 200
    return client.post(address, form)


def errors_of(answer):
    """The form's errors as {field: [sentences]}."""
    return answer.context["form"].errors.get_json_data()


def test_editor_publishes_a_complete_practice(signed_in, editor, practice_index, city, review):
    factories.recommendation(review, "120.3")
    theme, group = factories.theme(), factories.group()
    form = form_of(
        city, review=review.pk, paragraphs="120.3", themes=[theme.pk], groups=[group.pk], **{"action-publish": "yes"}
    )
    assert added(signed_in(editor), practice_index, form).status_code == 302
    practice = PracticePage.objects.live().get()
    assert [row.paragraph for row in practice.recommendations.all()] == ["120.3"]
    assert (practice.themes.get(), practice.groups.get()) == (theme, group)
    assert practice.evidence.get().independence == "partner"


@pytest.mark.parametrize("button", ["action-publish", "action-submit"])
def test_incomplete_practice_is_neither_published_nor_handed_in(signed_in, editor, practice_index, city, button):
    form = form_of(city, sources=0, costs="", is_free_of_individuals=False, **{button: "yes"})
    answer = added(signed_in(editor), practice_index, form)
    assert answer.status_code == 200
    errors = errors_of(answer)
    assert [error["message"] for error in errors["costs"]] == [
        "Fill in the costs, or write that they are not disclosed."
    ]
    assert "is_free_of_individuals" in errors
    assert [error["message"] for error in errors["__all__"]] == [
        "This practice cannot be published yet. Below stands, field by field, what is missing.",
        "Add at least one source.",
    ]
    assert "312 people used it." in answer.content.decode()
    assert not PracticePage.objects.exists()


def test_incomplete_practice_is_saved_as_a_draft(signed_in, editor, practice_index):
    answer = added(signed_in(editor), practice_index, form_of(sources=0, costs="", results=""))
    assert answer.status_code == 302
    assert not PracticePage.objects.get().live


def test_source_that_is_taken_out_does_not_count(signed_in, editor, practice):
    source = practice.evidence.get()
    form = form_of(practice.city, **{"action-publish": "yes"})
    form |= {"evidence-INITIAL_FORMS": "1", "evidence-0-id": source.pk, "evidence-0-DELETE": "1"}
    answer = signed_in(editor).post(reverse("wagtailadmin_pages:edit", args=[practice.pk]), form)
    assert "Add at least one source." in str(errors_of(answer)["__all__"])


def test_draft_of_a_published_practice_may_be_incomplete(signed_in, editor, practice):
    form = form_of(practice.city, costs="")
    form |= {"evidence-INITIAL_FORMS": "1", "evidence-0-id": practice.evidence.get().pk}
    assert signed_in(editor).post(reverse("wagtailadmin_pages:edit", args=[practice.pk]), form).status_code == 302
    stored = PracticePage.objects.get()
    assert (stored.costs, stored.live, stored.has_unpublished_changes) == ("Not disclosed.", True, True)


def test_themes_are_todays_grouped_by_cluster(signed_in, editor, practice_index):
    earlier = factories.theme("Housing", vocabulary="3")
    earlier.current = factories.theme()
    earlier.save()
    address = reverse("wagtailadmin_pages:add", args=["cms", "practicepage", practice_index.pk])
    field = signed_in(editor).get(address).context["form"].fields["themes"]
    assert [cluster for cluster, _themes in field.choices] == ["Economic-Social"]
    assert [label for _cluster, themes in field.choices for _value, label in themes] == ["Right to adequate housing"]


def bulk_publish(client, *published):
    """Publish pages from the list of pages."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in published)
    return client.post(f"{address}?next=/admin/pages/&{query}", {"include_descendants": "on"}, follow=True)


def test_bulk_publishing_stops_at_an_incomplete_practice(signed_in, editor, practice_index, home):
    draft = pages.draft(practice_index, title="Half a practice")
    for start in (draft, home):
        answer = bulk_publish(signed_in(editor), start)
        assert "Nothing was published. Half a practice: Write the summary." in answer.content.decode()
        assert not PracticePage.objects.get().live


def test_bulk_publishing_passes_complete_practices(signed_in, editor, practice):
    practice.unpublish()
    bulk_publish(signed_in(editor), practice)
    assert PracticePage.objects.get().live


def test_start_page_lists_what_is_due_for_verification(signed_in, editor, practice_index, city, today):
    pages.practice(practice_index, city, title="Fresh", last_verified=today.replace(year=2090))
    pages.practice(practice_index, city, title="Old", last_verified=today.replace(year=2020))
    text = signed_in(editor).get("/admin/").content.decode()
    assert "Practices to verify again" in text
    assert ">Old</a>" in text
    assert ">Fresh</a>" not in text


def test_editor_has_nothing_of_the_tracking_app(editor, city, follow_up_of_city):
    assert not [name for name in editor.get_all_permissions() if name.startswith("tracking.")]
    for model in (LocalGovernment, FollowUp, ImplementationStep):
        assert not model.objects.visible_to(editor).exists()
    assert Competence.objects.count() == 0


@pytest.fixture
def follow_up_of_city(city, recommendation, officer):
    """Something internal of the city."""
    follow_up = factories.follow_up(city, recommendation, officer)
    factories.step(city, officer, [follow_up])
    return follow_up


@pytest.mark.parametrize("name", ["workspace", "step-list", "followup-triage"])
def test_editor_finds_no_workspace(signed_in, editor, city, name):
    assert signed_in(editor).get(reverse(f"tracking:{name}", args=[city.pk])).status_code == 404


def test_editor_has_no_menu_for_tracking_users_or_settings(signed_in, editor, home):
    client = signed_in(editor)
    assert client.get("/admin/").status_code == 200
    for address in ("/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/settings/cms/contactsettings/"):
        assert client.get(address).status_code == 302


def test_officer_of_a_city_has_no_admin(signed_in, officer, practice):
    assert signed_in(officer).get("/admin/").status_code in (302, 403)
    address = reverse("wagtailadmin_pages:edit", args=[practice.pk])
    assert signed_in(officer).post(address, {"title": "Mine"}).status_code in (302, 403)
    assert Page.objects.get(pk=practice.pk).title == "Night shelter"


def test_officer_is_told_that_the_admin_is_not_theirs(signed_in, officer):
    """The sign-in sends whoever is signed in back to where they came from: that must not go round for ever."""
    for address in ("/admin/", "/admin/pages/", "/es/accounts/login/?next=/admin/"):
        response = signed_in(officer).get(address, follow=True)
        assert response.status_code == 403
        assert "You may not do this here" in response.content.decode()


def test_visitor_of_the_admin_comes_back_after_signing_in(client, db):
    answer = client.get("/admin/pages/", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == "/en/accounts/login/?next=/admin/pages/"


def test_admin_has_one_place_to_sign_in(client, db):
    assert client.get("/admin/login/?next=/admin/pages/").url == "/en/accounts/login/?next=/admin/pages/"
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).url.startswith("/en/accounts/login/")


def test_old_address_of_a_page_leads_to_the_new_one(
    client, practice, practice_index, django_capture_on_commit_callbacks
):
    old = practice.get_url()
    practice.slug = "refuge"
    with django_capture_on_commit_callbacks(execute=True):
        practice.save_revision().publish()
    renamed = Page.objects.get(pk=practice.pk).get_url()
    answer = client.get(old)
    assert old != renamed and (answer.status_code, answer["Location"]) == (301, renamed)
    above = Page.objects.get(pk=practice_index.pk)
    above.slug = "elsewhere"
    with django_capture_on_commit_callbacks(execute=True):
        above.save()
    moved = Page.objects.get(pk=practice.pk).get_url()
    for address in (old, renamed):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (301, moved)
    assert client.get(moved).status_code == 200
