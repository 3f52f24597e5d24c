"""The way to the mail server: Django's own, which also knows whether a mail was being handed over when it broke."""

import smtplib

from django.conf import settings
from django.core.mail.backends import smtp

ACCEPTING = 354  # "go ahead with the mail": from here until the next answer nobody knows whether it was taken
PATIENCE = 120  # seconds for the answer to a whole mail: servers look for viruses before they give it


class NotingConnection:
    """Beside smtplib: notes whether a mail is being handed over, and names the address for mails that come back."""

    is_handing_over = False

    def mail(self, sender, options=()):
        """Begin a mail; the address for mails that come back is the site's own for them, where it has one."""
        self.is_handing_over = False
        return super().mail(settings.BOUNCE_ADDRESS or sender, options)

    def getreply(self):
        """The server's answer; with the permission to go ahead begins the time in which the outcome is unclear."""
        code, words = super().getreply()
        self.is_handing_over = code == ACCEPTING
        if self.sock:
            self.sock.settimeout(PATIENCE if self.is_handing_over else settings.EMAIL_TIMEOUT)
        return code, words


class PlainConnection(NotingConnection, smtplib.SMTP):
    """Over a connection that may become safe by STARTTLS."""


class SafeConnection(NotingConnection, smtplib.SMTP_SSL):
    """Over TLS from its first byte."""


class EmailBackend(smtp.EmailBackend):
    """Sends mail; `connection.is_handing_over` tells whether the mail that broke off may have arrived."""

    @property
    def connection_class(self):
        """The connection that notes what happens on it."""
        return SafeConnection if self.use_ssl else PlainConnection
