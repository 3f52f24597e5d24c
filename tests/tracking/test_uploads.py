"""Uploads with a limit."""

import io
import tracemalloc

import pytest
from django.http import JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory

from tracking.uploads import LimitedUploadHandler, limited_upload

LIMIT = 1000
BOUNDARY = "----limit"


def body(size):
    """A form of a word, a file of this many bytes, and another word behind it."""

    def part(header, content):
        return f"--{BOUNDARY}\r\nContent-Disposition: form-data; {header}\r\n\r\n".encode() + content + b"\r\n"

    return (
        part('name="word"', b"typed")
        + part('name="file"; filename="matrix.docx"', b"x" * size)
        + part('name="after"', b"also typed")
        + f"--{BOUNDARY}--\r\n".encode()
    )


def posted(content, length=None):
    return RequestFactory().generic(
        "POST",
        "/",
        content,
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        **({} if length is None else {"CONTENT_LENGTH": length}),
    )


def received(request, limit=LIMIT):
    request.upload_handlers.insert(0, LimitedUploadHandler(request, limit))
    return request.POST, request.FILES["file"]


@pytest.mark.parametrize("size", [1, LIMIT - 1, LIMIT])
def test_file_within_the_limit_arrives_whole(size):
    words, file = received(posted(body(size)))
    assert (file.size, file.read()) == (size, b"x" * size)
    assert (words["word"], words["after"]) == ("typed", "also typed")


@pytest.mark.parametrize("size", [LIMIT + 1, 200_000, 3_000_000])
def test_file_beyond_the_limit_arrives_empty_with_its_size(size):
    words, file = received(posted(body(size)))
    assert (file.name, file.size, file.read()) == ("matrix.docx", size, b"")
    assert (words["word"], words["after"]) == ("typed", "also typed")


class Endless(io.RawIOBase):
    """A request body made while it is read: nothing of it is in memory before."""

    def __init__(self, size):
        whole = body(0)
        start = whole.index(b"\r\n\r\n", whole.index(b"matrix.docx")) + 4  # where the file's bytes go
        self.pieces = iter([whole[:start], *([b"x" * 65536] * (size // 65536)), whole[start:]])
        self.length = len(whole) + size
        self.rest = b""

    def read(self, size=-1):
        self.rest = self.rest or next(self.pieces, b"")
        given, self.rest = self.rest[:size], self.rest[size:]
        return given


def test_huge_file_never_stands_in_memory(tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    size = 200 * 1024 * 1024
    stream = Endless(size)
    request = posted(b"-", length=stream.length)
    request._stream = stream
    tracemalloc.start()
    words, file = received(request, limit=20 * 1024 * 1024)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert file.size == size
    assert words["after"] == "also typed"
    assert peak < 5 * 1024 * 1024
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) == 0


@limited_upload("UPLOAD_MAX_BYTES")
def view(request):
    return JsonResponse({"size": request.FILES["file"].size, "kept": len(request.FILES["file"].read())})


def test_limited_upload_takes_its_limit_from_the_settings(settings):
    settings.UPLOAD_MAX_BYTES = LIMIT
    request = posted(body(LIMIT + 1))
    request._dont_enforce_csrf_checks = True
    assert view(request).content == b'{"size": 1001, "kept": 0}'
    settings.UPLOAD_MAX_BYTES = LIMIT + 1
    request = posted(body(LIMIT + 1))
    request._dont_enforce_csrf_checks = True
    assert view(request).content == b'{"size": 1001, "kept": 1001}'


@pytest.mark.django_db
def test_limited_upload_still_checks_where_the_form_came_from():
    request = posted(body(1))
    middleware = CsrfViewMiddleware(view)
    assert middleware.process_view(request, view, (), {}) is None  # the check waits until the limit stands
    assert view(request).status_code == 403
