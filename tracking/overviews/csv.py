"""What an overview draws as a CSV file: one line for each figure, of all its charts or of one."""

import csv
import io

from ..csv_cells import BYTE_ORDER_MARK, harmless

COLUMNS = ("part", "code", "label", "recommendations", "with_something_published", "statuses", "url")


def as_csv(figures, lines, *, site, part=""):
    """The file, whole or of one part; None where there is no such part.

    `figures` is a Figures or None, `lines` are Lines; `site` is the address before the path.
    """
    rows = [*_of_figures(figures), *(_of_line(line, site) for line in lines)]
    kept = [row for row in rows if part in ("", row[0])]
    if part and not kept:
        return None
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(kept)
    return out.getvalue()


def _of_figures(figures):
    """The rows of the sums, the positions and the statuses."""
    if figures is None:
        return
    yield ["all", "", "", figures.total, figures.worked_on, figures.published, ""]
    for share in figures.positions:
        yield ["position", share.value, share.label, share.count, "", "", ""]
    for share in figures.statuses:
        yield ["status", share.value, share.label, "", "", share.count, ""]


def _of_line(line, site):
    return [line.kind, line.code, harmless(line.label), line.total, line.worked_on, "", f"{site}{line.url}"]
