"""The words of a PDF file, by the table with which each of its fonts says what its signs mean."""

import re

import pikepdf

MOST_PAGES = 300
SHOWING = {"Tj", "'", '"', "TJ"}
MOVING = {"Td", "TD", "T*", "Tm", "'", '"', "ET"}  # after these another word begins
GAP = -200  # thousandths of the size of the letters: a step that wide is a space
CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)
LONGEST_RANGE = 65_536


def of_pdf(file, _kind=".pdf"):
    """The words of its first pages, in the order in which they are drawn."""
    with pikepdf.open(file) as document:
        return " ".join(of_page(page) for page in document.pages[:MOST_PAGES])


def of_page(page):
    """The words of one page."""
    fonts = {name: Font(font) for name, font in dict(page.resources.get("/Font", {})).items()}
    font, pieces = None, []
    for operands, operator in pikepdf.parse_content_stream(page, " ".join([*SHOWING, *MOVING, "Tf"])):
        name = str(operator)
        if name in MOVING:
            pieces.append(" ")
        if name == "Tf":
            font = fonts.get(str(operands[0]))
        elif name in SHOWING and font:
            pieces += shown(operands[-1], font)
    return "".join(pieces)


def shown(operand, font):
    """The pieces of text that an operator shows: one, or several with the steps between them."""
    for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(part, pikepdf.String):
            yield font.text(bytes(part))
        elif float(part) < GAP:
            yield " "


class Font:
    """What the bytes of a text in this font mean."""

    def __init__(self, font):
        self.width = 2 if font.get("/Subtype") == "/Type0" else 1
        table = font.get("/ToUnicode")
        self.signs = signs(table.read_bytes()) if isinstance(table, pikepdf.Stream) else {}

    def text(self, data):
        """The text; without a table that of Western fonts, where every byte is a letter."""
        if not self.signs:
            return data.decode("cp1252", "replace") if self.width == 1 else ""
        codes = (int.from_bytes(data[at : at + self.width]) for at in range(0, len(data), self.width))
        return "".join(self.signs.get(code, "") for code in codes)


def signs(table):
    """{code: text} of a table of a font."""
    found = {}
    for block in RANGES.findall(table):
        for first, last, start, each in RANGE.findall(block):
            codes = range(int(first, 16), min(int(last, 16), int(first, 16) + LONGEST_RANGE) + 1)
            texts = re.findall(rb"<([0-9A-Fa-f]+)>", each) if each else following(start, len(codes))
            found |= {code: letters(text) for code, text in zip(codes, texts, strict=False)}
    for block in CHARS.findall(table):
        found |= {int(code, 16): letters(text) for code, text in PAIR.findall(block)}
    return found


def following(start, count):
    """`count` texts that follow one another, in hexadecimal digits."""
    return (b"%0*X" % (len(start), int(start, 16) + number) for number in range(count))


def letters(digits):
    """UTF-16 in hexadecimal digits as text."""
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "ignore")
