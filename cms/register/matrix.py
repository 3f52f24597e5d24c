"""The matrix of questions and areas of work, with its blanks: for one profile in full, for a mapping as counts."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.models import AreaOfWork, EngagementProfile, ProfileAnswer, Question
from cms.models.register_scales import AnswerKind

from .summary import collect_answer, joined, silence_of


@dataclass(frozen=True)
class Cell:
    """What stands where a question meets an area of work; without answers it is a blank."""

    column: str
    answers: list

    @property
    def is_blank(self):
        """Whether nothing stands here, not even a "no response"."""
        return not self.answers


@dataclass(frozen=True)
class CountCell:
    """How many profiles answered a question for an area, and what kinds of silence the others hold."""

    column: str
    answered: int
    silences: list  # (words, number of profiles)

    @property
    def is_blank(self):
        """Whether no profile has an entry here."""
        return not (self.answered or self.silences)


@dataclass(frozen=True)
class Row:
    """One question across all areas of work."""

    code: str
    heading: str
    text: str
    cells: list

    @property
    def blank_columns(self):
        """The names of the areas for which nothing stands here, as one text."""
        return joined(cell.column for cell in self.cells if cell.is_blank)


@dataclass(frozen=True)
class Matrix:
    """Columns (the whole presence, then every area of work) and a row for each question."""

    columns: list
    rows: list

    @property
    def blanks(self):
        """(number of blank cells, number of all cells)."""
        cells = [cell for row in self.rows for cell in row.cells]
        return sum(cell.is_blank for cell in cells), len(cells)


def areas(answers):
    """(pk, name) of the columns: None for the whole presence, areas offered to editors, and others in use."""
    used = {answer.area_id for answer in answers}
    shown = [area for area in AreaOfWork.objects.all() if area.is_offered or area.pk in used]
    return [(None, _("Whole presence")), *((area.pk, str(area)) for area in shown)]


def questions_of(mapping):
    """The questions of a mapping, all where it names none; never those that ask for contact details."""
    questions = Question.objects.filter(is_contact=False)
    return list(questions.filter(mappings=mapping)) or list(questions)


def by_place(answers):
    """Answers by (question, area)."""
    found = {}
    for answer in answers:
        found.setdefault((answer.question_id, answer.area_id), []).append(answer)
    return found


def profile_matrix(profile, answers, *, internal=False):
    """The matrix of one profile with its answers in full."""
    columns, found = areas(answers), by_place(answers)
    rows = [row_in_full(question, columns, found, internal) for question in questions_of(profile.exercise)]
    return Matrix([name for _pk, name in columns], rows)


def row_in_full(question, columns, found, internal):
    """One question with the answers of every column."""
    cells = [
        Cell(name, [collect_answer(answer, internal) for answer in found.get((question.pk, pk), [])])
        for pk, name in columns
    ]
    return Row(question.code, question.heading, question.label, cells)


def mapping_matrix(mapping, *, internal=False):
    """The matrix of a mapping: in how many profiles a question was answered for an area."""
    answers = list(
        ProfileAnswer.objects.readable(internal).filter(profile__exercise=mapping).order_by("answered_on", "pk")
    )
    columns, found = areas(answers), by_place(answers)
    return Matrix(
        columns=[name for _pk, name in columns],
        rows=[
            Row(
                code=question.code,
                heading=question.heading,
                text=question.label,
                cells=[counted(name, found.get((question.pk, pk), [])) for pk, name in columns],
            )
            for question in questions_of(mapping)
        ],
    )


def counted(column, answers):
    """A cell that counts profiles: answered once is answered, and of several silences the newest counts."""
    answered = {answer.profile_id for answer in answers if answer.kind == AnswerKind.ANSWERED}
    silent = {answer.profile_id: answer.kind for answer in answers if answer.profile_id not in answered}
    kinds = Counter(silent.values())
    return CountCell(column, len(answered), [(silence_of(kind), kinds[kind]) for kind in AnswerKind if kinds[kind]])


def profile_matrices(mapping, *, internal=False):
    """[(profile, Matrix)] of every profile of a mapping, in a number of queries that grows with none of them."""
    answers_of = {}
    for answer in ProfileAnswer.objects.readable(internal).filter(profile__exercise=mapping).in_full():
        answers_of.setdefault(answer.profile_id, []).append(answer)
    everything = [answer for answers in answers_of.values() for answer in answers]
    columns, questions = areas(everything), questions_of(mapping)
    matrices = []
    for profile in EngagementProfile.objects.readable(internal).filter(exercise=mapping).in_full():
        found = by_place(answers_of.get(profile.pk, []))
        rows = [row_in_full(question, columns, found, internal) for question in questions]
        matrices.append((profile, Matrix([name for _pk, name in columns], rows)))
    return matrices
