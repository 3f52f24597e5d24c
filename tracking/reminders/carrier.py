"""Carries the mails of one worker to the mail server over one connection."""

import contextlib
import logging
import smtplib

from django.core.mail import get_connection

from . import outcomes

log = logging.getLogger(__name__)


class Carrier:
    """One connection for many mails: opened with the first mail, opened again where it broke.

    Where the server cannot be reached at all, the mails that follow are not tried: they have the same outcome.
    """

    def __init__(self):
        self._connection, self._outage = None, None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._close()

    def send(self, mail):
        """Hand one mail over; the Outcome.

        A server that ends a connection after some mails, before it was spoken of this one, is asked on a new one.
        """
        is_reused = self._connection is not None
        outcome = self._attempt(mail)
        if is_reused and outcome.is_cut and outcome.status == outcomes.Status.PENDING:
            outcome = self._attempt(mail)
        return outcome

    def _attempt(self, mail):
        outcome = self._outage or self._open() or self._hand_over(mail)
        if outcome.is_cut:
            self._close()
        return outcome

    def _open(self):
        """None with an open connection, else the outcome for everything that would have gone over it."""
        if self._connection is None:
            self._connection = get_connection()
            try:
                self._connection.open()
            except Exception as error:  # noqa: BLE001 -- no mail was spoken of yet: all of them wait
                self._outage = outcomes.of_no_connection(error)
                log.warning("the mail server was not reached: %s", type(error).__name__)
        return self._outage

    def _hand_over(self, mail):
        mail.connection = self._connection
        try:
            mail.send()
        except Exception as error:  # noqa: BLE001 -- whatever happened, the row says so; the other mails go on
            # Without the site's own connection (upr_local.smtp) nobody knows how far it came: as if handed over.
            smtp = getattr(self._connection, "connection", None)
            return outcomes.of_error(error, is_handing_over=getattr(smtp, "is_handing_over", True))
        return outcomes.SENT

    def _close(self):
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                connection.close()
