"""The page of kept mails."""

import pytest
from django.core.mail import EmailMessage, get_connection


@pytest.fixture
def kept(settings, db):
    """A mail that was kept in a file, with letters and marks that could do harm on a page."""
    settings.IS_KEEPING_MAIL = True
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=settings.KEPT_MAIL_DIR)
    connection.send_messages(
        [EmailMessage("Quedan 14 días <b>", "Señor:\n\nhttp://localhost:8000/es/ <script>", to=["officer@example.org"])]
    )


def test_kept_mail_is_listed_and_read(kept, officer, signed_in):
    client = signed_in(officer)
    page = client.get("/en/mails/").content.decode()
    assert "Quedan 14 días &lt;b&gt;" in page
    (mail,) = client.get("/en/mails/").context["mails"]
    page = client.get(f"/en/mails/{mail.name}/").content.decode()
    assert "Señor:" in page
    assert "&lt;script&gt;" in page
    assert '<a href="http://localhost:8000/es/"' in page


def test_kept_mail_list_is_empty_and_helpful(settings, officer, signed_in):
    settings.IS_KEEPING_MAIL = True
    assert "No mail so far" in signed_in(officer).get("/en/mails/").content.decode()


@pytest.mark.parametrize("name", ["nothing", "..%2F..%2Fsecret_key", "x.log"])
def test_kept_mail_unknown_is_404(kept, officer, signed_in, name):
    assert signed_in(officer).get(f"/en/mails/{name}/").status_code == 404


def test_kept_mails_are_404_where_mails_are_sent(kept, settings, officer, signed_in):
    settings.IS_KEEPING_MAIL = False
    assert signed_in(officer).get("/en/mails/").status_code == 404


def test_kept_mails_ask_to_sign_in(kept, client):
    answer = client.get("/en/mails/")
    assert answer.status_code == 302
    assert answer.url == "/en/accounts/login/?next=/en/mails/"
