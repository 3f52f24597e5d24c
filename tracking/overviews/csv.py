"""An overview as a CSV file: one line for each figure on the page."""

import csv
import io

from ..csv_cells import BYTE_ORDER_MARK, harmless

COLUMNS = ("part", "label", "recommendations", "with_something_published", "statuses", "url")


def as_csv(figures, lines, *, site):
    """The whole file. `figures` is a Figures, `lines` are Lines; `site` is the address before the path."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerow(["all", "", figures.total, figures.worked_on, figures.published, ""])
    writer.writerows(["position", share.label, share.count, "", "", ""] for share in figures.positions)
    writer.writerows(["status", share.label, "", "", share.count, ""] for share in figures.statuses)
    writer.writerows(
        [line.kind, harmless(line.label), line.total, line.worked_on, "", f"{site}{line.url}"] for line in lines
    )
    return out.getvalue()
