"""Reports of mail servers are read as what they are, and nothing else is."""

import pytest

from tests.tracking.reminders.reports import plain, standard
from tracking.reminders import bounces

OURS = "<0123456789abcdef0123456789abcdef@example.org>"


@pytest.mark.parametrize("quoted", ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"])
def test_standard_report_names_mail_and_reason(quoted):
    report = bounces.read(standard(OURS, quoted=quoted))
    assert OURS in report.message_ids or quoted == "message/rfc822-headers"
    assert (report.action, report.number) == ("failed", "5.1.1")
    assert (report.is_permanent, report.failure, report.codes) == (True, "address", "bounced address 5.1.1")


@pytest.mark.parametrize(
    "action, number, is_failure, is_permanent, codes",
    [
        ("failed", "5.2.1", True, True, "bounced mailbox 5.2.1"),
        ("failed", "5.7.1", True, True, "bounced policy 5.7.1"),
        ("failed", "5.0.0", True, True, "bounced refused 5.0.0"),
        ("failed", "4.4.7", True, False, "bounced connection 4.4.7"),
        ("delayed", "4.4.1", False, False, "delayed 4.4.1"),
        ("", "4.4.1", False, False, "delayed 4.4.1"),
        ("", "5.1.1", True, True, "bounced address 5.1.1"),
    ],
)
def test_action_and_number_decide(action, number, is_failure, is_permanent, codes):
    report = bounces.read(standard(OURS, action=action, number=number))
    assert (report.is_failure, report.is_permanent, report.codes) == (is_failure, is_permanent, codes)


@pytest.mark.parametrize("action", ["delivered", "relayed", "Expanded"])
def test_report_of_success_is_no_failure(action):
    report = bounces.read(standard(OURS, action=action, number="2.0.0"))
    assert (report.action, report.is_failure) == (action.lower(), False)


@pytest.mark.parametrize(
    "words, action, number",
    [
        ("Sorry, no mailbox here by that name. (#5.1.1)", "failed", "5.1.1"),
        ("Remote host said: 550 unknown user", "failed", "550"),
        ("Remote host said: 451 try later", "delayed", "451"),
    ],
)
def test_plain_report_is_read(words, action, number):
    report = bounces.read(plain(OURS, words))
    assert OURS in report.message_ids
    assert (report.action, report.number) == (action, number)


@pytest.mark.parametrize(
    "source, why",
    [
        (b"", "Nothing was read"),
        (b"  \n", "Nothing was read"),
        (b"\xff\xfe\x00rubbish", "does not come from a mail system"),
        (b"From: someone@example.org\n\nI am on holiday, 5.1.1 " + OURS.encode(), "does not come from a mail system"),
        (plain("no number").replace(b"<somebody@example.org>:", b""), "names no mail"),
        (plain(OURS, "It did not work."), "does not say what went wrong"),
        (standard(OURS, action="vanished"), "does not say what became"),
        (standard(OURS).replace(b"Final-Recipient", b"X-Recipient"), "names no recipient"),
    ],
)
def test_anything_else_is_refused_with_a_reason(source, why):
    with pytest.raises(bounces.NotAReport, match=why):
        bounces.read(source)


def test_out_of_office_by_a_mail_system_changes_nothing():
    answer = plain(OURS, "I am away until Monday.").replace(b"failure notice", b"Automatic reply")
    with pytest.raises(bounces.NotAReport):
        bounces.read(answer)
