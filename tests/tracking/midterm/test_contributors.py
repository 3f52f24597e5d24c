"""Documents for everybody: the whole report, and of Annex B only who contributed."""

import io

import docx
import pytest

from tests.tracking.midterm import samples
from tracking.midterm import compiling, documents

ANSWER = "answers of the local governments are not part"


def words_of(data, kind):
    """The words of a document."""
    if kind.startswith("html"):
        return data.decode()
    file = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(row.text for row in file.paragraphs), *cells])


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_body_names_governments_and_leaves_their_answers_out(kind):
    content = samples.usual()
    whole, short = (words_of(compiling.rendered(content, name), name) for name in (kind, f"{kind}-body"))
    details = [row.detail for entry in content.contributions for row in entry.answers if row.detail]
    left_out = [text for text in details if text in whole]
    assert left_out
    assert not [text for text in left_out if text in short]
    for entry in content.contributions:
        assert entry.government in short
    assert ANSWER in short
    assert ANSWER not in whole
    assert "Annex C" in short


def test_nothing_public_by_default_holds_annex_b_or_all_data():
    assert set(documents.USUALLY_PUBLIC) <= set(documents.RENDERERS)
    assert not set(documents.WITH_ANSWERS) & set(documents.USUALLY_PUBLIC)
    assert {"docx", "html", "pdf", "xlsx", "json", "docx-template"} == set(documents.WITH_ANSWERS)
