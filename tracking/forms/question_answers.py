"""The answers to the questions that a coordinator put into a call."""

from django.utils.html import escape

from ..models import count_words
from ..models.answer import too_long
from .contribution import CHARACTERS_PER_WORD
from .seen_texts import SeenTextsForm


class QuestionsForm(SeenTextsForm):
    """All questions of a call, each within its own limit of words; an emptied answer is taken out."""

    def __init__(self, data=None, *, questions, stored):
        """`questions` are CallQuestions; `stored` is {question pk: text} as it stands."""
        super().__init__(data)
        self.questions = list(questions)
        for question in self.questions:
            limit = question.word_limit
            self.add_text(
                question.pk,
                stored.get(question.pk, ""),
                rows=max(3, min(12, limit // 20)),
                longest=limit * CHARACTERS_PER_WORD,
                label=question.text,
                help_text=escape(question.help_text),
                attrs={"data-word-limit": limit},
            )

    def clean(self):
        """Say of every answer by how much it is over its limit."""
        data = super().clean()
        for question in self.questions:
            over = count_words(data.get(f"text-{question.pk}", "")) - question.word_limit
            if over > 0:
                self.add_error(f"text-{question.pk}", too_long(over, question.word_limit))
        return data

    def rows(self):
        """[(question, its field, its hidden field, words used, words too many)]."""
        for question in self.questions:
            field, seen = self.field_of(question.pk)
            words = count_words(field.value() or "")
            yield question, field, seen, words, max(words - question.word_limit, 0)
