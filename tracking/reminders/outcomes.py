"""What a mail server's answer, or its silence, means for a mail.

Three things are kept apart: surely not taken and worth another try; surely not taken, for good; and nobody knows.
What nobody knows is never sent again by the site itself.
"""

import dataclasses
import datetime
import re
import smtplib

from ..models import ReminderDelivery
from ..models.mail_failure import OF_ADDRESS, MailFailure

Status = ReminderDelivery.Status
DELAYS = tuple(datetime.timedelta(minutes=minutes) for minutes in (5, 30, 2 * 60, 6 * 60, 24 * 60))
ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")  # RFC 3463: 5.1.1, "bad destination mailbox address"
CLOSING = 421  # the server ends the connection


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What became of a mail. PENDING: surely not taken, worth another try."""

    status: str
    failure: str = ""
    number: str = ""
    is_cut: bool = False  # the connection is of no use any more

    @property
    def error(self):
        """What is kept of it: codes and numbers, never the server's words, which hold addresses."""
        return " ".join(part for part in (self.failure, self.number) if part)

    @property
    def is_of_address(self):
        """Whether it tells that mails to this address do not arrive."""
        return self.status == Status.FAILED and self.failure in OF_ADDRESS

    def after(self, attempts):
        """The outcome after this many attempts: there is an end to trying."""
        if self.status == Status.PENDING and attempts > len(DELAYS):
            return dataclasses.replace(self, status=Status.FAILED)
        return self


SENT = Outcome(Status.SENT)
NOT_NEEDED = Outcome(Status.SKIPPED)


def delay(attempts):
    """How long a mail waits after so many attempts."""
    return DELAYS[min(attempts, len(DELAYS)) - 1]


def of_not_written(error):
    """It never became a mail."""
    return Outcome(Status.FAILED, MailFailure.PREPARING, type(error).__name__)


def of_no_connection(error):
    """The server was not reached, or did not let the site in: no mail was spoken of yet."""
    number = str(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else ""
    return Outcome(Status.PENDING, MailFailure.CONNECTION, number, is_cut=True)


def of_error(error, *, is_handing_over):
    """What an error while sending means; is_handing_over: the server was reading the mail and has not answered."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _of_answer(*next(iter(error.recipients.values())), MailFailure.REFUSED)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _of_answer(error.smtp_code, error.smtp_error, MailFailure.SENDER)
    if isinstance(error, smtplib.SMTPDataError):
        return _of_answer(error.smtp_code, error.smtp_error, MailFailure.CONTENT)
    if not isinstance(error, smtplib.SMTPException | OSError):
        if not is_handing_over:
            return dataclasses.replace(of_not_written(error), is_cut=True)
        return Outcome(Status.UNKNOWN, MailFailure.UNEXPECTED, type(error).__name__, is_cut=True)
    if is_handing_over:
        return Outcome(Status.UNKNOWN, MailFailure.LOST, is_cut=True)
    return Outcome(Status.PENDING, MailFailure.CONNECTION, is_cut=True)


def _of_answer(code, words, failure):
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    found = ENHANCED.search(text)
    number = found[1] if found else str(code)
    if 400 <= code < 500:
        return Outcome(Status.PENDING, MailFailure.LATER, number, is_cut=code == CLOSING)
    if 500 <= code < 600:
        return Outcome(Status.FAILED, of_number(number, failure), number)
    return Outcome(Status.UNKNOWN, MailFailure.UNEXPECTED, str(code), is_cut=True)


def of_number(number, otherwise):
    """The failure that an enhanced number such as 5.1.1 names by its middle part; `otherwise` for any other one.

    5.7 is the policy of a server, mostly against the sender's; 5.1.7 and 5.1.8 speak of the sender's address.
    """
    if number.endswith((".1.7", ".1.8")):
        return MailFailure.SENDER
    subjects = {"1": MailFailure.ADDRESS, "2": MailFailure.MAILBOX, "6": MailFailure.CONTENT, "7": MailFailure.POLICY}
    parts = number.split(".")
    if otherwise == MailFailure.SENDER or len(parts) != 3:
        return otherwise
    return subjects.get(parts[1], otherwise)
