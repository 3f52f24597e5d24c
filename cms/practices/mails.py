"""Mails about practices. They say that something waits, and where; never what somebody wrote."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.models.contact import ContactSettings
from tracking.models import User
from tracking.permissions import Permission, people_of_state, roles_with

log = logging.getLogger(__name__)


def tell_guards(notice, kind):
    """Mail everybody who can deal with a notice; `kind` is "practice-risk" or "practice-correction"."""
    for address, language in guards_of(notice.page):
        with override(language):
            send(kind, address, {"path": notice.get_absolute_url(), "notice": notice})


def guards_of(practice):
    """[(mail address, language)] of editors, of the coordinators concerned and of the mailbox for risks, each once."""
    page = Page.objects.get(pk=practice.pk)
    people = list(page_permission_policy.users_with_permission_for_instance("publish", page).filter(is_active=True))
    if practice.city_id:
        people += people_of_state(Permission.COMMENT_MODERATE, practice.city.state)
    else:
        roles = roles_with(Permission.COMMENT_MODERATE)
        people += User.objects.filter(memberships__role__in=roles, is_active=True).distinct()
    found = {person.email: person.language for person in people if person.email}
    mailbox = ContactSettings.current().mailbox_for("risk")
    if mailbox:
        found.setdefault(mailbox, settings.LANGUAGE_CODE)
    return list(found.items())


def tell_of_decision(proposal):
    """Mail the person who handed a proposal in that the editors have decided."""
    person = proposal.handed_in_by
    if person and person.is_active and person.email:
        with override(person.language):
            send("practice-decision", person.email, {"path": proposal.get_absolute_url()})


def send(name, address, context):
    """Send templates/emails/<name>-subject.txt and -body.txt; a mail server that refuses is noted in the log.

    What is told stands in the database and on the editors' start page, too.
    """
    link = f"{settings.SITE_URL}{context['path']}"
    context = {**context, "link": link, "desk": f"{settings.SITE_URL}{reverse('cms:notice-list')}"}
    context |= {"site_name": settings.SITE_NAME}
    subject = " ".join(render_to_string(f"emails/{name}-subject.txt", context).split())
    body = render_to_string(f"emails/{name}-body.txt", context).strip() + "\n"
    try:
        EmailMessage(subject=subject, body=body, to=[address]).send()
    except (SMTPException, OSError) as error:
        log.warning("A mail %s was not sent: %s", name, type(error).__name__)
