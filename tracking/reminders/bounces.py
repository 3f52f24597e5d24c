"""Reads reports of mails that did not arrive: pure, bytes in and a Report out.

A mail server tells in the form of RFC 3464 (multipart/report with a part for machines and the mail it speaks of), and
older ones in plain words that quote the mail. A report is known by the number of our mail, which nobody can guess.
"""

import dataclasses
import email
import email.policy
import re

from ..models.mail_failure import MailFailure
from .outcomes import of_number

LARGEST = 2 * 1024 * 1024  # bytes that are read of a report
MESSAGE_ID = re.compile(r"<[^<>@\s]{8,100}@[^<>@\s]{1,100}>")
NUMBER = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
PLAIN_NUMBER = re.compile(r"(?:^|[\s:(])([45]\d\d)[\s-]")
SYSTEMS = ("mailer-daemon", "postmaster", "mail delivery")
ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")


class NotAReport(Exception):
    """What was read is no report of a mail; the message says why, for the person who set up the way of reports."""


@dataclasses.dataclass(frozen=True)
class Report:
    """What a mail server says became of a mail."""

    message_ids: tuple  # numbers of mails that it names
    action: str  # failed, delayed, delivered, relayed, expanded
    number: str  # 5.1.1, or 550, or ""

    @property
    def is_failure(self):
        """It did not arrive and will not."""
        return self.action == "failed"

    @property
    def is_permanent(self):
        """The address or its server refused it for good; 4.x.x: the mail server gave up after days."""
        return self.is_failure and not self.number.startswith("4")

    @property
    def failure(self):
        """The MailFailure that the number stands for."""
        if not self.is_permanent:
            return MailFailure.CONNECTION
        return of_number(self.number, MailFailure.REFUSED)

    @property
    def codes(self):
        """What is kept on the mail's row."""
        if not self.is_failure:
            return f"{MailFailure.DELAYED} {self.number}".strip()
        return f"{MailFailure.BOUNCED} {self.failure} {self.number}".strip()


def read(source):
    """The Report in `source` (bytes of one mail); NotAReport for anything else."""
    if not source.strip():
        raise NotAReport("Nothing was read: pipe one mail to the command.")
    mail = email.message_from_bytes(source[:LARGEST], policy=email.policy.compat32)
    groups = _groups(mail)
    if groups:
        return _of_groups(mail, groups)
    return _of_words(mail, source[:LARGEST].decode(errors="replace"))


def _groups(mail):
    """The groups of fields for machines: one about the report, one for each recipient."""
    for part in mail.walk():
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            return [group for group in part.get_payload() if group.keys()] if part.is_multipart() else []
    return []


def _of_groups(mail, groups):
    of_recipients = [group for group in groups if group["Final-Recipient"] or group["Original-Recipient"]]
    if not of_recipients:
        raise NotAReport("The report names no recipient (Final-Recipient).")
    # A mail of ours has one recipient. Where a list made it several, one that failed decides.
    chosen = next((group for group in of_recipients if _action(group) == "failed"), of_recipients[0])
    action = _action(chosen)
    if action not in ACTIONS:
        raise NotAReport("The report does not say what became of the mail (Action, Status).")
    return Report(_ids_of_parts(mail), action, _number(chosen))


def _action(group):
    action = str(group["Action"] or "").strip().lower()
    return action or {"5": "failed", "4": "delayed", "2": "delivered"}.get(_number(group)[:1], "")


def _number(group):
    found = NUMBER.search(str(group["Status"] or ""))
    return found[1] if found else ""


def _ids_of_parts(mail):
    """The numbers of the mails that stand in the report: the whole mail, or its headers."""
    found = []
    for part in mail.walk():
        if part is mail:
            continue
        if part.get_content_type() == "text/rfc822-headers":
            quoted = email.message_from_bytes(part.get_payload(decode=True) or b"")
            found += MESSAGE_ID.findall(str(quoted["Message-ID"] or ""))
        elif part.get_content_type() not in ("message/rfc822", "message/delivery-status"):
            found += MESSAGE_ID.findall(str(part["Message-ID"] or ""))
    return tuple(dict.fromkeys(found))


def _of_words(mail, text):
    """A report in plain words: from a mail system, with a number of what went wrong and that of the mail."""
    sender = str(mail["From"] or "").lower()
    if not any(system in sender for system in SYSTEMS) and str(mail["Return-Path"] or "").strip() != "<>":
        raise NotAReport("This is no delivery report: it does not come from a mail system.")
    own = str(mail["Message-ID"] or "").strip()
    found = tuple(dict.fromkeys(number for number in MESSAGE_ID.findall(text) if number != own))[:100]
    said = NUMBER.search(_body(mail)) or PLAIN_NUMBER.search(_body(mail))
    if not found or said is None or said[1].startswith("2"):
        raise NotAReport("The report names no mail (Message-ID), or does not say what went wrong (such as 5.1.1).")
    return Report(found, "failed" if said[1].startswith("5") else "delayed", said[1])


def _body(mail):
    parts = [part for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join((part.get_payload(decode=True) or b"").decode(errors="replace") for part in parts)
