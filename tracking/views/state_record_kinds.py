"""The kinds of records that the State keeps for its report, as their pages show them; open to new kinds."""

import dataclasses

from django.utils.translation import gettext_lazy as _

from ..forms.state_record import (
    AssistanceNeedForm,
    ConsultationForm,
    InstitutionForm,
    PledgeForm,
    PositionChangeForm,
)
from ..models import ReportChapter

Chapter = ReportChapter.Code


@dataclasses.dataclass(frozen=True)
class Kind:
    """One kind: its word in addresses, its form, the chapter that tells of it, and the words of its pages."""

    code: str
    form: type
    chapter: str
    add: str
    change: str
    belongs: str  # what belongs here, for who has recorded nothing yet

    @property
    def model(self):
        """The model of its rows."""
        return self.form._meta.model

    @property
    def name(self):
        """The rows in words."""
        return self.model._meta.verbose_name_plural


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "institutions",
            InstitutionForm,
            Chapter.INSTITUTIONS,
            _("Add an institution or a plan"),
            _("Change the institution or plan"),
            _(
                "The national mechanism for reporting and follow-up, the national human rights institution, the plan"
                " that carries out the recommendations, and how ministries work with local governments."
            ),
        ),
        Kind(
            "consultations",
            ConsultationForm,
            Chapter.CONSULTATIONS,
            _("Add a consultation"),
            _("Change the consultation"),
            _(
                "Meetings and calls for comments on the report: which organisations were invited, which came, when,"
                " and what it changed. Organisations and numbers only."
            ),
        ),
        Kind(
            "positions",
            PositionChangeForm,
            Chapter.POSITIONS,
            _("Add a change of position"),
            _("Change the change of position"),
            _(
                "Recommendations that the State noted at the adoption and supports today, or the other way round, with"
                " the document that says so."
            ),
        ),
        Kind(
            "pledges",
            PledgeForm,
            Chapter.PLEDGES,
            _("Add a pledge"),
            _("Change the pledge"),
            _("What the State promised of its own accord, at the review or as a candidate, and what became of it."),
        ),
        Kind(
            "assistance",
            AssistanceNeedForm,
            Chapter.ASSISTANCE,
            _("Add a need for assistance"),
            _("Change the need for assistance"),
            _(
                "Help that the State asks for: advice, training, data or funds, of whom, and for which recommendations."
                " Offices of the United Nations read this chapter."
            ),
        ),
    )
}
