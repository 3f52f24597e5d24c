"""What every CSV file of the site begins with, and the one rule by which none of its cells becomes a formula."""

BYTE_ORDER_MARK = "\ufeff"  # spreadsheets take the file for UTF-8
# A spreadsheet takes a cell for a formula that begins with one of these; some take the wide signs of Asian keyboards.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell):
    """A cell as text: with an apostrophe before it where a spreadsheet would reckon; numbers stay numbers."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not is_number(text) else text


def is_number(text):
    """Whether it is a plain number, such as -3 or -3.5."""
    whole, _point, part = text.removeprefix("-").partition(".")
    return text.isascii() and whole.isdigit() and (part.isdigit() or "." not in text)
