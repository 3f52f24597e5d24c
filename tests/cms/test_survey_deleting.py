"""Surveys go while nobody has answered them, and stay afterwards."""

from django.urls import reverse

from cms.models import Survey
from tests.cms import surveys


def test_survey_with_answers_is_not_deleted_and_the_desk_says_why(home, editor, signed_in):
    survey, bare = surveys.survey(), surveys.survey("bare")
    surveys.answer(survey)  # a draft keeps it, too
    client, deletion = signed_in(editor), "wagtailsnippets_cms_survey:delete"
    listed = client.get(reverse("wagtailsnippets_cms_survey:list")).content.decode()
    for one, is_offered in ((survey, False), (bare, True)):
        address = reverse(deletion, args=[one.pk])
        form = client.get(reverse("wagtailsnippets_cms_survey:edit", args=[one.pk])).content.decode()
        assert (f'href="{address}' in listed, f'href="{address}' in form) == (is_offered, is_offered)
    many = reverse("wagtail_bulk_action", args=["cms", "survey", "delete"]) + f"?id={bare.pk}&id={survey.pk}"
    for address in (reverse(deletion, args=[survey.pk]), many):
        for ask in (client.get, client.post):
            page = ask(address, follow=True)
            assert page.status_code == 200 and "cannot be deleted" in page.content.decode()
    assert Survey.objects.count() == 2
    client.post(reverse(deletion, args=[bare.pk]))
    assert list(Survey.objects.all()) == [survey]
