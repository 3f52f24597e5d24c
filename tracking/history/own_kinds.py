"""The kinds of objects whose model alone does not tell them well."""

from django.apps import apps
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import (
    Event,
    HandoverNote,
    ImplementationStep,
    LocalGovernment,
    ReportChapter,
    ReviewDate,
    Status,
    StepSection,
    User,
)
from ..models.call_plan import BACK_PLAN
from ..models.mail_failure import MailFailure
from ..models.role import Role
from .kinds import Kind, register
from .reminder_kind import STAGE_WORDS

Verb = Event.Verb


def _of_government(name):
    """The address of a page of the row's government."""
    return lambda row: reverse(f"tracking:{name}", args=[row.local_government_id]) if row.local_government_id else ""


def _status_of(name):
    """A `status` that has choices of its own, and not those of a follow-up."""
    return (gettext_lazy("status"), dict(apps.get_model("tracking", name)._meta.get_field("status").flatchoices))


def _rows_of(name):
    """What the rows under a step are called."""
    return ImplementationStep._meta.get_field(name).related_model._meta.verbose_name_plural


register(
    Kind(
        "followup",
        label=gettext_lazy("follow-up"),
        related=("recommendation",),
        title=lambda row: _("Recommendation %(paragraph)s") % {"paragraph": row.recommendation.paragraph},
        sentences={(Verb.CHANGED, ""): gettext_lazy("own reading written")},
    )
)
register(
    Kind(
        "implementationstep",
        label=gettext_lazy("step"),
        words={
            "status": _status_of("implementationstep"),
            "section": (gettext_lazy("section"), dict(StepSection.choices)),
            "credit_key": (gettext_lazy("model"), None),
            **{name: (_rows_of(name), None) for name in ImplementationStep.ROW_KEYS},
        },
        sentences={
            (Verb.ADDED, "evidence"): gettext_lazy("evidence added"),
            (Verb.REMOVED, "evidence"): gettext_lazy("evidence removed"),
        },
    )
)
register(
    Kind(
        "contribution",
        label=gettext_lazy("input"),
        related=("call", "local_government"),
        title=lambda row: _("%(call)s, version %(version)s") % {"call": row.call, "version": row.version},
        sentences={
            (Verb.CHANGED, "paragraph"): gettext_lazy("answer written"),
            (Verb.TAKEN_BACK, ""): gettext_lazy("acceptance taken back"),
        },
        words={
            "status": (
                gettext_lazy("status"),
                {**dict(Status.choices), **_status_of("contribution")[1]},
            )
        },
    )
)
register(
    Kind(
        "recommendation",
        related=("review__state",),
        title=lambda row: row.paragraph,
        sentences={
            (Verb.TAGGED, ""): gettext_lazy("SDG target set"),
            (Verb.UNTAGGED, ""): gettext_lazy("SDG target removed"),
        },
    )
)
register(
    Kind(
        "review",
        related=("state",),
        words={
            **{code: (label, None) for code, label in ReviewDate.Phase.choices},
            "is_confirmed": (gettext_lazy("confirmed"), None),
            "texts": (gettext_lazy("changed words"), {"source": gettext_lazy("who says so, and where")}),
        },
    )
)
register(Kind("report", related=("call",), words={"documents": (gettext_lazy("documents for everybody"), None)}))
register(
    Kind(
        "call",
        words={
            "status": _status_of("call"),
            "chapters": (gettext_lazy("chapters in the report"), dict(ReportChapter.Code.choices)),
            **{
                f"words_{code}": (format_lazy("{}: {}", label, gettext_lazy("words planned")), None)
                for code, label in ReportChapter.Code.choices
            },
            **{f"day_{code}": (label, None) for code, (_months, label) in BACK_PLAN.items()},
            **STAGE_WORDS,
        },
    )
)
register(Kind("positionchange", related=("recommendation",)))
register(Kind("sourcefile", label=gettext_lazy("imported file"), words={"sha256": (gettext_lazy("checksum"), None)}))
register(
    Kind(
        "membership",
        label=gettext_lazy("role"),
        related=("user", "local_government", "state"),
        title=lambda row: f"{row.get_role_display()}: {row.user}",
        address=_of_government("people-list"),
        sentences={
            (Verb.ADDED, ""): gettext_lazy("role given"),
            (Verb.REMOVED, ""): gettext_lazy("role ended"),
            (Verb.CHANGED, "post"): gettext_lazy("post given or taken"),
        },
    )
)
register(
    Kind(
        "invitation",
        related=("local_government", "state"),
        title=lambda row: str(row.get_role_display()),
        address=_of_government("people-list"),
        sentences={
            (Verb.ADDED, ""): gettext_lazy("invited"),
            (Verb.CHANGED, ""): gettext_lazy("invited again"),
            (Verb.REMOVED, ""): gettext_lazy("invitation withdrawn"),
        },
        words={"expires_at": (gettext_lazy("works until"), None)},
    )
)
register(
    Kind(
        "localgovernment",
        label=gettext_lazy("facts of the government"),
        words={
            "texts": (
                gettext_lazy("changed words"),
                {name: LocalGovernment._meta.get_field(name).verbose_name for name in LocalGovernment.EVENT_TEXTS},
            )
        },
        address=lambda row: reverse("tracking:place-detail", args=[row.pk]),
    )
)
register(
    Kind(
        "competence",
        label=gettext_lazy("service area"),
        related=("service_area",),
        title=lambda row: str(row.service_area),
        address=_of_government("place-detail"),
    )
)
register(
    Kind(
        "handovernote",
        label=gettext_lazy("hand-over"),
        address=_of_government("handover-pack"),
        words={
            "from_user": (gettext_lazy("from"), User),
            "to_user": (gettext_lazy("to"), User),
            "roles": (gettext_lazy("roles that ended"), dict(Role.choices)),
            **{name: (label, None) for name, label in HandoverNote.COUNTED.items()},
        },
    )
)
register(Kind("selfassessment", related=("local_government",)))
register(Kind("practiceproposal", label=gettext_lazy("proposal of a practice")))
register(Kind("regionaldialogue", related=("local_government",)))
register(Kind("nationalassessment", related=("recommendation",)))
MAILS = {**dict(MailFailure.choices), "": gettext_lazy("mails arrive"), "changed": gettext_lazy("another address")}
register(Kind("user", label=gettext_lazy("account"), words={"mail": (gettext_lazy("mails to the address"), MAILS)}))
