"""What a call asks, and whom: a part of the recommendations, a part of the governments, questions of its own."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .place import LocalGovernment
from .recommendation import Recommendation


class CallScope:
    """What a call asks and whom; `recommendations`, `governments` and `questions` are its rows."""

    def recommendations_asked(self):
        """The recommendations that the call asks about: those chosen, or all of the review where none is chosen."""
        return _chosen_or_all(
            Recommendation.objects.filter(review=self.review_id),
            self.recommendations.through.objects.filter(call_id=self.pk),
            "recommendation",
        )

    def governments_asked(self):
        """The governments that the call asks: those chosen, or all of the State where none is chosen."""
        return _chosen_or_all(
            LocalGovernment.objects.filter(state=self.review.state_id),
            self.governments.through.objects.filter(call_id=self.pk),
            "localgovernment",
        )

    def asks(self, government):
        """Whether the call asks this government."""
        return self.governments_asked().filter(pk=government.pk).exists()

    def expect_asked(self, government):
        """Raise ValidationError where the call does not ask this government."""
        if not self.asks(government):
            raise ValidationError(_("This call does not ask %(government)s for input.") % {"government": government})

    def keep_scope(self, name, rows):
        """Ask about (or ask) exactly these rows from now on, none for all; call it inside the transaction of a change.

        Raises ValidationError where somebody's input would be lost. Returns how many are chosen.
        """
        everything, written = self._with_input(name)
        kept = everything.filter(pk__in=[row.pk for row in rows])
        lost = everything.filter(written).exclude(pk__in=kept.values("pk")).distinct() if kept else everything.none()
        if self.pk and lost:
            raise ValidationError(
                _("%(rows)s stays part of the call: somebody has written input already.")
                % {"rows": ", ".join(str(row) for row in lost[:10])}
            )
        getattr(self, name).set(kept)
        return len(kept)

    def _with_input(self, name):
        if name == "recommendations":
            return self.review.recommendations.in_order(), Q(answers__contribution__call=self)
        return LocalGovernment.objects.filter(state=self.review.state_id), Q(contributions__call=self)

    def keep_questions(self, wanted):
        """Ask exactly these questions ([{field: value}], known by their text) from now on, in this order.

        A question that somebody has answered stays as it was asked: other words would make it another question.
        Call it inside the transaction of a change; raises ValidationError. Returns their number.
        """
        stored = {question.text: question for question in self.questions.with_answer_count()}
        texts = [fields["text"] for fields in wanted]
        self._expect_answered_to_stay(stored, {fields["text"]: fields for fields in wanted})
        self.questions.filter(pk__in=[row.pk for text, row in stored.items() if text not in texts]).delete()
        for order, fields in enumerate(wanted):
            question = stored.get(fields["text"]) or self.questions.model(call=self)
            for field, value in {**fields, "order": order}.items():
                setattr(question, field, value)
            question.save()
        return len(wanted)

    @staticmethod
    def _expect_answered_to_stay(stored, wanted):
        for text, question in stored.items():
            if not question.answer_count:
                continue
            if text not in wanted:
                sentence = ngettext(
                    "“%(question)s” has %(count)d answer already. It stays as it was asked; add another question.",
                    "“%(question)s” has %(count)d answers already. It stays as it was asked; add another question.",
                    question.answer_count,
                )
                raise ValidationError(sentence % {"question": text, "count": question.answer_count})
            if wanted[text].get("word_limit", question.word_limit) < question.word_limit:
                words = {"question": text, "limit": question.word_limit}
                raise ValidationError(
                    _("“%(question)s” has answers already, of up to %(limit)s words. Allow no fewer.") % words
                )


def _chosen_or_all(rows, links, column):
    """The rows to which one of the links leads; all of them where there is no link."""
    return rows.filter(Exists(links.filter(**{column: OuterRef("pk")})) | ~Exists(links))
