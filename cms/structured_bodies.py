"""What the body of a page says to programs: questions with answers, terms with meanings, the goals of a module."""

from django.utils.html import strip_tags


def aims(page):
    """What people can do after a module, as its description; "" for every other page."""
    return " ".join(str(goal.value) for goal in page.goals) if page._meta.model_name == "modulepage" else ""


def of_body(page):
    """What a page of questions and answers, or of terms, is besides; empty for every other page."""
    questions, terms = in_body(page, "questions"), in_body(page, "glossary")
    if questions:
        return {"@type": "FAQPage", "mainEntity": [of_question(row) for row in questions]}
    if terms:
        return {"@type": ["Article", "DefinedTermSet"], "hasDefinedTerm": [of_term(row) for row in terms]}
    return {}


def in_body(page, kind):
    """The items of all blocks of a kind in the body of a page."""
    return [item for block in getattr(page, "body", None) or [] if block.block_type == kind for item in block.value]


def of_question(row):
    """A question with its answer."""
    answer = " ".join(strip_tags(str(row["answer"]).replace("<", " <")).split())
    return {"@type": "Question", "name": row["question"], "acceptedAnswer": {"@type": "Answer", "text": answer}}


def of_term(row):
    """A term with its meaning."""
    short = {"termCode": row["short"]} if row["short"] else {}
    return {"@type": "DefinedTerm", "name": row["term"], "description": row["meaning"], **short}
