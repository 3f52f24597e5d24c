"""Reports of mails that did not arrive, as mail servers write them."""

STANDARD = """Return-Path: <>
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: bounces@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <20260310090500.report@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.net. Your message could not be delivered.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Tue, 10 Mar 2026 09:00:01 +0000

Final-Recipient: rfc822; {final}
Action: {action}
Status: {number}
Diagnostic-Code: smtp; 550 {number} <{final}>: Recipient address rejected

--part
Content-Type: {quoted}

From: UPR Local <upr@example.org>
To: {final}
Subject: Mid-term input
Message-ID: {message_id}

--part--
"""

PLAIN = """Return-Path: <>
From: {sender}
To: upr@example.org
Subject: failure notice
Message-ID: <qmail.1@mx.example.net>

Hi. This is the qmail-send program at mx.example.net.

<somebody@example.org>:
{words}

--- Below this line is a copy of the message.

Message-ID: {message_id}
Subject: Mid-term input
"""


def standard(message_id="<unknown@example.org>", final="somebody@example.org", action="failed", number="5.1.1",
             quoted="message/rfc822"):  # fmt: skip
    """A report for machines (RFC 3464)."""
    return STANDARD.format(message_id=message_id, final=final, action=action, number=number, quoted=quoted).encode()


def plain(message_id, words="Sorry, no mailbox here by that name. (#5.1.1)", sender="MAILER-DAEMON@mx.example.net"):
    """A report in plain words."""
    return PLAIN.format(message_id=message_id, words=words, sender=sender).encode()
