"""Why a mail, or mails to an address, did not arrive: codes that are kept, and words for people.

What a mail server says holds addresses and foreign words. Only a code of this list is kept, and the number of the
answer ("address 5.1.1").
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailFailure(models.TextChoices):
    """What went wrong with a mail."""

    ADDRESS = "address", _("the address does not exist")
    MAILBOX = "mailbox", _("the mailbox takes no mail")
    REFUSED = "refused", _("the mail server of the address refuses it")
    POLICY = "policy", _("the mail server does not take mail from this site")
    SENDER = "sender", _("the mail server does not accept the sender’s address of this site")
    CONTENT = "content", _("the mail server refuses the content")
    CONNECTION = "connection", _("the mail server could not be reached")
    LATER = "later", _("the mail server asks to try again later")
    LOST = "lost", _("the connection broke while the mail was handed over")
    INTERRUPTED = "interrupted", _("the work was interrupted while the mail was being sent")
    PREPARING = "preparing", _("the mail could not be written")
    UNEXPECTED = "unexpected", _("something unexpected happened")
    JOINED = "joined", _("its lines go out with the next mail")
    BOUNCED = "bounced", _("it came back")
    DELAYED = "delayed", _("its delivery is delayed")
    TEXT = "text", _("the text message beside it could not be sent")


# What tells of the address and not of this site: the address is flagged.
OF_ADDRESS = frozenset({MailFailure.ADDRESS, MailFailure.MAILBOX, MailFailure.REFUSED})


def in_words(codes):
    """Codes such as "bounced address 5.1.1" as a sentence part in the active language; "" for none."""
    words, numbers = [], []
    for code in codes.split():
        (words if code in MailFailure.values else numbers).append(code)
    labels = ", ".join(str(MailFailure(word).label) for word in words)
    return f"{labels} ({', '.join(numbers)})" if labels and numbers else labels or codes
