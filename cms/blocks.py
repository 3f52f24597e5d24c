"""The pieces from which editors build a page: few, and with names that stay."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from cms.link_words import check_link_words

LINKS = [check_link_words]
TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class Place(blocks.ChoiceBlock):
    """An address of the site that is not a page of the CMS."""

    choices = [
        ("tracking:recommendation-list", _("List of recommendations")),
        ("tracking:home", _("My work (asks people to sign in)")),
        ("cms:search", _("Search")),
        ("cms:practice-feed", _("Feed of new practices")),
    ]


class LinkBlock(blocks.StructBlock):
    """A link to a page of the CMS, or to another part of the site."""

    label = blocks.CharBlock(label=_("Words of the link"), max_length=80)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    place = Place(label=_("or part of the site"), required=False)

    class Meta:
        icon = "link"
        label = _("Link")


class EntranceBlock(blocks.StructBlock):
    """One of the ways into the site, for one kind of reader."""

    title = blocks.CharBlock(label=_("For whom"), max_length=60)
    text = blocks.TextBlock(label=_("What they find here"), max_length=300)
    links = blocks.ListBlock(LinkBlock(), label=_("Where to begin"), min_num=1, max_num=5)

    class Meta:
        icon = "arrow-right"
        label = _("Entrance")


class StepBlock(blocks.StructBlock):
    """One step of a list of steps."""

    title = blocks.CharBlock(label=_("Step"), max_length=120)
    text = blocks.TextBlock(label=_("How"), required=False)


class ChecklistBlock(blocks.StructBlock):
    """Questions or points to tick off, on screen or on paper."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    points = blocks.ListBlock(blocks.CharBlock(max_length=250), label=_("Points"), min_num=1)

    class Meta:
        icon = "tasks"
        label = _("Checklist")
        template = "cms/blocks/checklist.html"


class TaskBlock(blocks.StructBlock):
    """One point of a list of tasks, and how to begin with it."""

    point = blocks.CharBlock(label=_("Point"), max_length=250)
    first = blocks.TextBlock(label=_("What to do first"), max_length=400)


class TasksBlock(blocks.StructBlock):
    """A checklist that says under each point how to begin."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    tasks = blocks.ListBlock(TaskBlock(), label=_("Points"), min_num=1)

    class Meta:
        icon = "tasks"
        label = _("Checklist with first steps")
        template = "cms/blocks/tasks.html"


class ExampleBlock(blocks.StructBlock):
    """A worked example, set apart from the text."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, validators=LINKS)

    class Meta:
        icon = "pick"
        label = _("Example")
        template = "cms/blocks/example.html"


class FactBlock(blocks.StructBlock):
    """One row of a table of facts."""

    name = blocks.CharBlock(label=_("What"), max_length=120)
    value = blocks.TextBlock(label=_("Fact"))


class FactsBlock(blocks.StructBlock):
    """A table of two columns: what, and the fact."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=120)
    rows = blocks.ListBlock(FactBlock(), label=_("Rows"), min_num=1)

    class Meta:
        icon = "table"
        label = _("Key facts")
        template = "cms/blocks/facts.html"


class QuoteBlock(blocks.StructBlock):
    """Words of somebody else, with their source."""

    text = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(label=_("Who said or wrote it, where and when"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cms/blocks/quote.html"


class TermBlock(blocks.StructBlock):
    """One term of a glossary."""

    term = blocks.CharBlock(label=_("Term"), max_length=120)
    short = blocks.CharBlock(label=_("Short form"), max_length=20, required=False)
    meaning = blocks.TextBlock(label=_("Meaning"), max_length=600)


class GlossaryBlock(blocks.ListBlock):
    """Terms and their meanings. However they were entered, they show in the order of the alphabet."""

    def __init__(self, **kwargs):
        super().__init__(TermBlock(), **kwargs)

    def get_context(self, value, parent_context=None):
        """Add `terms`: dictionaries of anchor, term, short and meaning, in order; no anchor occurs twice."""
        terms = [{**term, "anchor": anchor} for term, anchor in zip(value, anchors(value, "term"), strict=True)]
        terms.sort(key=lambda term: without_accents(term["term"]))
        return super().get_context(value, parent_context) | {"terms": terms}


class QuestionBlock(blocks.StructBlock):
    """A question that people ask, and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES, validators=LINKS)


class QuestionsBlock(blocks.ListBlock):
    """Questions and answers, below a heading of the page; each question has an address of its own."""

    def __init__(self, **kwargs):
        super().__init__(QuestionBlock(), **kwargs)

    def get_context(self, value, parent_context=None):
        """Add `questions`: dictionaries of anchor, question and answer, in the editors' order."""
        found = zip(value, anchors(value, "question"), strict=True)
        questions = [{**question, "anchor": anchor} for question, anchor in found]
        return super().get_context(value, parent_context) | {"questions": questions}


def anchors(items, name):
    """An anchor for each item out of its words `name`: readable, never the same twice, none that a page has itself."""
    taken = set()
    for item in items:
        words = f"{name}-{slugify(item[name], allow_unicode=True)[:60]}".strip("-")
        anchor, number = words, 1
        while anchor in taken:
            number += 1
            anchor = f"{words}-{number}"
        taken.add(anchor)
        yield anchor


def without_accents(words):
    """Words as dictionaries sort them: no accents, no capitals."""
    plain = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


class DocumentBlock(blocks.StructBlock):
    """A file to download, with its kind and size."""

    document = DocumentChooserBlock(label=_("Document"))
    note = blocks.CharBlock(label=_("What it is for"), max_length=200, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "cms/blocks/document.html"


# Pieces whose own title stands below a heading of the page.
UNDER_A_HEADING = {"checklist", "tasks", "example", "questions"}


class BodyBlock(blocks.StreamBlock):
    """The body of a guidance or standard page."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title", max_length=120, template="cms/blocks/heading.html")
    paragraph = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=TEXT_FEATURES, validators=LINKS)
    steps = blocks.ListBlock(
        StepBlock(),
        label=pgettext_lazy("of a how-to", "Steps"),
        icon="list-ol",
        min_num=1,
        template="cms/blocks/steps.html",
    )
    checklist = ChecklistBlock()
    tasks = TasksBlock()
    example = ExampleBlock()
    facts = FactsBlock()
    quote = QuoteBlock()
    glossary = GlossaryBlock(label=_("Glossary"), icon="list-ul", min_num=1, template="cms/blocks/glossary.html")
    questions = QuestionsBlock(
        label=_("Questions and answers"), icon="help", min_num=1, template="cms/blocks/questions.html"
    )
    picture = ImageBlock(label=_("Picture"), template="cms/blocks/picture.html")
    document = DocumentBlock()

    def clean(self, value):
        """Refuse pieces with a title of their own that no heading precedes, and a heading with nothing below it."""
        cleaned = super().clean(value)
        kinds = [child.block_type for child in cleaned]
        problems = {}
        for number, kind in enumerate(kinds):
            if kind in UNDER_A_HEADING and "heading" not in kinds[:number]:
                problems[number] = _("Put a heading before this: its own title is one of the second order.")
            if kind == "heading" and kinds[number + 1 : number + 2] in ([], ["heading"]):
                problems[number] = _("Nothing stands below this heading. Write something, or take it out.")
        if problems:
            raise blocks.StreamBlockValidationError({n: ValidationError(words) for n, words in problems.items()})
        return cleaned
