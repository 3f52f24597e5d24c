"""What people do with a workbook before anything is applied: download it, bring it back, discard it."""

import hashlib
import io
import uuid
from contextlib import ExitStack

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..board import newest_review
from ..importing.intake import display_name
from ..models import Workbook, WorkbookRow, WorkbookUpload
from ..sources.rows import Unreadable
from .collecting import collect
from .finding import rows_written
from .layout import SHEETS
from .reading import read
from .writing import keys_of, prepared, write


class AlreadyReceived(Exception):
    """The same bytes came back before; `earlier` is that WorkbookUpload."""

    def __init__(self, earlier):
        super().__init__(earlier.name)
        self.earlier = earlier


def make(government, *, language, by, now):
    """A new Workbook with what the government has on the site now, and its file as bytes."""
    for expired in Workbook.objects.expired(now):
        expired.forget()
    review, out = newest_review(government.state), io.BytesIO()
    workbook = Workbook(local_government=government, review=review, language=language, made_by=by, made_at=now)
    with transaction.atomic(), override(language):
        grid = collect(government, review)
        workbook.snapshot = snapshot_of(grid)
        workbook.save()
        write(workbook, grid, out)
    return workbook, out.getvalue()


def snapshot_of(grid):
    """{sheet: {row key: {column: plain text}}} of all rows, the prepared ones too."""
    return {
        sheet.code: {
            key: grid.sheets[sheet.code].get(key) or prepared(sheet, key, grid) for key in keys_of(sheet, grid)
        }
        for sheet in SHEETS
    }


def receive(upload, *, government, by, now):
    """Store an uploaded workbook of the government and return its WorkbookUpload; nothing of it is applied.

    Raises Unreadable where it cannot be read, or is not the government's, and AlreadyReceived where it is known; then
    nothing is kept.
    """
    upload.seek(0)
    data = upload.read(settings.UPLOAD_MAX_BYTES + 1)
    found = read(data, settings.UPLOAD_MAX_BYTES)
    workbook = Workbook.objects.filter(reference=found.reference, local_government=government).first()
    if workbook is None or workbook.expires_at < now:
        raise Unreadable(
            _("This workbook was not downloaded for %(place)s, or too long ago. Download one here and copy your rows.")
            % {"place": government}
        )
    received = WorkbookUpload(
        workbook=workbook,
        name=display_name(upload.name),
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=by,
        uploaded_at=now,
    )
    _refuse_repeat(received)
    rows, received.notices = rows_written(found, workbook)
    _store(received, data, rows)
    return received


def _store(received, data, rows):
    with ExitStack() as undo:
        received.file.save(uuid.uuid4().hex, ContentFile(data), save=False)
        undo.callback(received.file.delete, save=False)
        try:
            with transaction.atomic():
                received.save()
                for row in rows:
                    row.upload = received
                WorkbookRow.objects.bulk_create(rows, batch_size=500)
        except IntegrityError:
            _refuse_repeat(received)  # somebody sent the same file in the same moment
            raise
        undo.pop_all()


def _refuse_repeat(received):
    earlier = WorkbookUpload.objects.filter(workbook=received.workbook, sha256=received.sha256).first()
    if earlier:
        raise AlreadyReceived(earlier)
