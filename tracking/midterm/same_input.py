"""Whether two editions in different languages tell the same: what governments and the State said, labels aside.

Words that depend on the language are left out of the comparison, and so are figures that only count what stands on
the site on the day: steps, comments, dialogues, practices. Who was heard is compared by the contributions themselves.
"""

from django.core.cache import cache
from django.utils.translation import gettext_lazy

from ..models import (
    AssistanceNeed,
    Call,
    Consultation,
    NationalAssessment,
    NationalInstitution,
    NationalMeasure,
    NationalText,
    Pledge,
    PositionChange,
)
from . import content
from .spool import canonical, digest

DAY = 24 * 60 * 60
PARTS = {
    "call": Call._meta.verbose_name,
    "texts": NationalText._meta.verbose_name_plural,
    "excerpts": gettext_lazy("Excerpts"),
    "measures": NationalMeasure._meta.verbose_name_plural,
    "assessments": NationalAssessment._meta.verbose_name_plural,
    "institutions": NationalInstitution._meta.verbose_name_plural,
    "consultations": Consultation._meta.verbose_name_plural,
    "positions": PositionChange._meta.verbose_name_plural,
    "pledges": Pledge._meta.verbose_name_plural,
    "needs": AssistanceNeed._meta.verbose_name_plural,
}


def differences(report, other):
    """[what] in which a finished edition tells otherwise than `other`, in words; empty where both tell the same."""
    used, used_there = _versions(report), _versions(other)
    versions = [{**used, **used_there}[pk] for pk in used.keys() ^ used_there.keys()]
    mine, theirs = _digests(report), _digests(other)
    return [*sorted(versions), *(str(label) for part, label in PARTS.items() if mine[part] != theirs[part])]


def _versions(report):
    rows = report.contributions.defer("snapshot", "frozen_replies").select_related("local_government")
    return {row.pk: str(row) for row in rows}  # two governments may share a name


def _digests(report):
    """{part: short code of what it says}; the content never changes, so it is read once."""

    def read():
        found = parts(content.from_json(report.content))
        return {part: digest(canonical(said)) for part, said in found.items()}

    return cache.get_or_set(f"edition-input-{report.pk}-{report.checksum}", read, DAY)


def parts(frozen):
    """{part: plain data} of what a ReportContent tells in every language alike."""
    entries = [row for cluster in frozen.clusters for row in cluster.recommendations]
    records = frozen.records
    return {
        "call": _call(frozen, entries),
        "texts": _texts(frozen, entries),
        "excerpts": [
            [_excerpts(row.headlines), _excerpts(row.challenges), _excerpts(row.next_steps)] for row in entries
        ],
        "measures": [_plain(row.measures) for row in entries],
        "assessments": [_plain([row.assessment] if row.assessment else []) for row in entries],
        "institutions": _plain(records.institutions, "kind"),
        "consultations": _plain(records.consultations, "kind", "format"),
        "positions": _plain(records.position_changes),
        "pledges": _plain(records.pledges),
        "needs": _plain(records.needs, "kind"),
    }


def _call(frozen, entries):
    days = [str(day) for day in (frozen.call_deadline, frozen.midterm_date)]
    chapters = [[row.code, row.budget] for row in frozen.chapters]
    return [frozen.call_title, days, chapters, frozen.word_budget, [[row.paragraph, row.position] for row in entries]]


def _texts(frozen, entries):
    for_clusters = [[[text.part, _said(text.sentences)] for text in cluster.texts] for cluster in frozen.clusters]
    chapters = [_said(row.introduction) for row in frozen.chapters]
    return [for_clusters, [_said(row.national_text) for row in entries], chapters]


def _said(sentences):
    return [sentence.text for sentence in sentences]


def _excerpts(rows):
    return [[row.government_code or row.government, row.contribution_version, row.text] for row in rows]


def _plain(rows, *localised):
    """The fields of frozen entries as text, without those that are in the language of the edition."""
    names = [name for name in (rows[0].__dataclass_fields__ if rows else ()) if name not in localised]
    return [[str(getattr(row, name)) for name in names] for row in rows]
