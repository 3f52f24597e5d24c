"""What the answers of mail servers mean."""

import datetime
import smtplib
import ssl

import pytest

from tracking.models.mail_failure import in_words
from tracking.reminders import outcomes


def refused(code, words):
    return smtplib.SMTPRecipientsRefused({"somebody@example.org": (code, words)})


@pytest.mark.parametrize(
    "error, is_handing_over, status, said, is_of_address",
    [
        (refused(550, b"5.1.1 <somebody@example.org>: unknown"), False, "failed", "address 5.1.1", True),
        (refused(552, b"5.2.2 mailbox full"), False, "failed", "mailbox 5.2.2", True),
        (refused(550, b"no such user"), False, "failed", "refused 550", True),
        (refused(554, b"5.7.1 relay access denied"), False, "failed", "policy 5.7.1", False),
        (refused(550, b"5.1.8 sender's domain is unknown"), False, "failed", "sender 5.1.8", False),
        (refused(450, b"4.2.0 greylisted"), False, "pending", "later 4.2.0", False),
        (smtplib.SMTPSenderRefused(550, b"5.1.0 not you", "a@example.org"), False, "failed", "sender 5.1.0", False),
        (smtplib.SMTPSenderRefused(451, b"busy", "a@example.org"), False, "pending", "later 451", False),
        (smtplib.SMTPDataError(452, b"disk full"), False, "pending", "later 452", False),
        (smtplib.SMTPDataError(554, b"5.6.0 what is this"), False, "failed", "content 5.6.0", False),
        (smtplib.SMTPDataError(550, b"5.1.1 no such user"), False, "failed", "address 5.1.1", True),
        (smtplib.SMTPDataError(299, b"odd"), False, "unknown", "unexpected 299", False),
        (smtplib.SMTPServerDisconnected("gone"), False, "pending", "connection", False),
        (smtplib.SMTPServerDisconnected("gone"), True, "unknown", "lost", False),
        (TimeoutError(), False, "pending", "connection", False),
        (TimeoutError(), True, "unknown", "lost", False),
        (smtplib.SMTPResponseException(500, b"line too long"), True, "unknown", "lost", False),
        (ValueError("a@example.org"), True, "unknown", "unexpected ValueError", False),
        (ValueError("a@example.org"), False, "failed", "preparing ValueError", False),
        (UnicodeEncodeError("ascii", "é", 0, 1, "no"), False, "failed", "preparing UnicodeEncodeError", False),
    ],
)
def test_answer_means(error, is_handing_over, status, said, is_of_address):
    outcome = outcomes.of_error(error, is_handing_over=is_handing_over)
    assert (outcome.status, outcome.error, outcome.is_of_address) == (status, said, is_of_address)


@pytest.mark.parametrize(
    "error, said",
    [
        (ConnectionRefusedError(), "connection"),
        (ssl.SSLCertVerificationError("host"), "connection"),
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong password"), "connection 535"),
    ],
)
def test_server_out_of_reach_means_later(error, said):
    outcome = outcomes.of_no_connection(error)
    assert (outcome.status, outcome.error) == ("pending", said)


def test_trying_has_an_end():
    waits = outcomes.of_no_connection(OSError())
    assert [waits.after(attempts).status for attempts in (1, 5, 6)] == ["pending", "pending", "failed"]
    assert not waits.after(6).is_of_address
    assert outcomes.SENT.after(9) == outcomes.SENT


def test_pauses_between_attempts_grow():
    hours = [outcomes.delay(attempts) / datetime.timedelta(hours=1) for attempts in (1, 2, 3, 4, 5, 6)]
    assert hours == [5 / 60, 0.5, 2, 6, 24, 24]


def test_codes_have_words():
    assert in_words("address 5.1.1") == "the address does not exist (5.1.1)"
    assert in_words("bounced mailbox 5.2.2") == "it came back, the mailbox takes no mail (5.2.2)"
    assert in_words("SMTPError") == "SMTPError"
    assert in_words("") == ""
