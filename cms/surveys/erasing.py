"""Erases what was promised to be erased: contact details, invited addresses and drafts, months after the last day."""

from django.db import transaction

from cms.models.survey import Survey
from cms.models.survey_answer import SurveyAnswer
from cms.models.survey_contact import SurveyContact
from cms.models.survey_invitation import SurveyInvitation


@transaction.atomic
def erase_due(today):
    """Erase what belongs to surveys whose time is over; returns how many rows lost something. Twice is once."""
    over = [survey.pk for survey in Survey.objects.only("closes_on", "contact_months") if survey.erases_on <= today]
    contacts, _by_model = SurveyContact.objects.filter(answer__survey__in=over).delete()
    drafts = SurveyAnswer.objects.drafts().filter(survey__in=over)
    count = drafts.count()
    drafts.delete()
    addresses = SurveyInvitation.objects.filter(survey__in=over).exclude(email="").update(email="", waits_for="")
    return contacts + count + addresses
