"""The way to the mail server knows how far a mail has come."""

import smtplib

import pytest
from django.core.mail import EmailMessage, get_connection

from tests.tracking.reminders.mail_server import CUT, running
from upr_local import smtp


@pytest.fixture
def server(settings):
    """A mail server that takes everything, until a test says otherwise."""
    with running(settings) as server:
        yield server


def send(connection):
    mail = EmailMessage("Subject", "Body", "site@example.org", ["somebody@example.org"], connection=connection)
    return mail.send()


@pytest.mark.parametrize("step, is_handing_over", [("mail", False), ("rcpt", False), ("data", False), ("end", True)])
def test_connection_knows_how_far_a_mail_came(server, step, is_handing_over):
    server.answers["*"] = {step: CUT}
    connection = get_connection()
    connection.open()
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(connection)
    assert connection.connection.is_handing_over is is_handing_over


def test_answer_to_a_whole_mail_may_take_longer(server, settings, monkeypatch):
    waits = []
    getreply = smtplib.SMTP.getreply

    def noting(self):
        waits.append(self.sock.gettimeout())
        return getreply(self)

    monkeypatch.setattr(smtplib.SMTP, "getreply", noting)
    with get_connection() as connection:
        assert send(connection) == 1
    assert smtp.PATIENCE in waits
    assert waits[-1] == settings.EMAIL_TIMEOUT


def test_tls_from_the_first_byte_has_the_same_eyes(settings):
    assert smtp.EmailBackend(use_ssl=True, use_tls=False).connection_class is smtp.SafeConnection
    assert smtp.EmailBackend(use_ssl=False).connection_class is smtp.PlainConnection
