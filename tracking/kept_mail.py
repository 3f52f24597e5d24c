"""Mails that an installation without a mail server keeps in files instead of sending them."""

import dataclasses
import datetime
import email
import email.policy
from pathlib import Path

from django.conf import settings

SEPARATOR = b"-" * 79


@dataclasses.dataclass(frozen=True)
class KeptMail:
    """A kept mail: the file's name and the mail's place in it, who, what, when."""

    name: str
    to: str
    subject: str
    sent_at: datetime.datetime
    body: str


def kept_mails():
    """All kept mails, newest first."""
    folder = Path(settings.KEPT_MAIL_DIR)
    files = list(folder.glob("*.log")) if folder.is_dir() else []
    mails = [mail for path in files for mail in _mails_of(path)]
    return sorted(mails, key=lambda mail: (mail.sent_at, mail.name), reverse=True)


def kept_mail(name):
    """The mail with this name, or None."""
    return next((mail for mail in kept_mails() if mail.name == name), None)


def _mails_of(path):
    written = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
    for number, source in enumerate(path.read_bytes().split(SEPARATOR)):
        if source.strip():
            parsed = email.message_from_bytes(source.lstrip(), policy=email.policy.default)
            body = parsed.get_body(preferencelist=("plain", "html"))
            yield KeptMail(
                name=f"{path.stem}-{number}",
                to=str(parsed.get("To", "")),
                subject=str(parsed.get("Subject", "")),
                sent_at=getattr(parsed.get("Date"), "datetime", None) or written,
                body=body.get_content() if body else "",
            )
