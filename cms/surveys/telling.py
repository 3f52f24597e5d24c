"""An answer told again: on a page, on paper, in a file."""

from dataclasses import dataclass

from cms.models.register_scales import AnswerKind
from cms.models.survey_texts import said

from .kinds import kind_of


@dataclass(frozen=True)
class Line:
    """One question with what was said to it; `lines` are empty where there is no answer."""

    question: object
    number: int
    label: object
    kind: str
    lines: list

    @property
    def kind_label(self):
        """Why there are no lines: "none" or "no response"."""
        return AnswerKind(self.kind).label if self.kind else ""

    @property
    def text(self):
        """What was said, as one text; the word for it where nothing was."""
        return "\n".join(self.lines) if self.kind == AnswerKind.ANSWERED else str(self.kind_label)


def told(answer, questions):
    """[Line] for every question but that for contact details, in their order; an open one has no kind."""
    parts = {part.question_id: part for part in answer.parts.all()}
    asked = [question for question in questions if not question.is_contact]
    return [_line(question, number, parts.get(question.pk)) for number, question in enumerate(asked, 1)]


def _line(question, number, part):
    lines = kind_of(question).shown(question, part.value) if part and part.value is not None else []
    return Line(question, number, said(question.label), part.kind if part else "", lines)


def on_paper(questions, lines=()):
    """[dict] for each question: label, hint, the space for a pen, and the answer where `lines` hold one."""
    answers = {line.question.pk: line.text for line in lines}
    found = []
    for question in questions:
        space = {"kind": "contact"} if question.is_contact else kind_of(question).paper(question)
        allows_none = not question.is_contact and kind_of(question).allows_none
        found.append(
            {
                "label": said(question.label).html,
                "hint": said(question.help).html,
                "required": question.is_required,
                "known": answers.get(question.pk, ""),
                "allows_none": allows_none,
                **space,
            }
        )
    return found
