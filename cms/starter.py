"""Reads the starter content: one YAML file a page and language, in plain text that becomes blocks."""

import re
from pathlib import Path

import yaml
from django.utils.html import escape

from cms.list_items import named

FOLDER = Path(__file__).parent / "content"


def read(key, language, folder=FOLDER):
    """The content of one page as the fields of its model; None where the language has no such file."""
    path = folder / f"{key}.{language}.yml"
    if not path.exists():
        return None
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if "body" in content:
        content["body"] = [block(*piece) for pieces in content["body"] for piece in pieces.items()]
    return content


def block(kind, value):
    """One piece of a body as the CMS stores it; `kind` is a name of cms.blocks.BodyBlock."""
    if kind == "paragraph":
        value = rich_text(value)
    elif kind == "example":
        value = {**value, "text": rich_text(value["text"])}
    elif kind == "facts":
        rows = [{"name": name, "value": str(fact)} for name, fact in value["rows"]]
        value = {**value, "rows": rows}
    elif kind == "questions":
        value = [{**item, "answer": rich_text(item["answer"])} for item in value]
    return {"type": kind, "value": named(value, kind)}


def rich_text(text):
    """Plain text as HTML: blank lines part paragraphs, lines that begin with "- " make a list, ** marks bold."""
    return "".join(paragraph(part.strip()) for part in re.split(r"\n\s*\n", text.strip()))


def paragraph(text):
    """One paragraph, or one list, as HTML."""
    words = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text).replace("&#x27;", "'"))
    if not words.startswith("- "):
        return f"<p>{words}</p>"
    items = [item.strip().replace("\n", " ") for item in re.split(r"^- ", words, flags=re.MULTILINE) if item.strip()]
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
