"""The mapping that the register was made for fits into it, heading by heading; skipped where the document is not."""

import datetime
import re
from pathlib import Path

import pytest
from django.utils.text import slugify

from cms.models import EngagementProfile, PresenceType
from cms.register.summary import collect_profile
from cms.register.words import load_words
from tests.cms.register import entries

DOCUMENT = Path(__file__).resolve().parents[4] / "shared" / "seeds" / "000_68c08c6a92e8e3e2.txt"
PARTS = {"Field Presences": "field", "Headquarters": "headquarters", "Human Rights Mechanisms": "mechanisms"}
HEADINGS = {
    "Engagement with local governments": "engagement",
    "Nature of the engagement": "nature",
    "Lessons learned": "lessons_learned",
    "Future engagements": "future",
    "Additional note": "note",
}
SILENCES = ("Does not mention", "NR", "No Response", "Not mentioned")
PRESENCES = {
    "human rights adviser": "human-rights-adviser",
    "human rights components in un peace missions": "peace-mission",
    "country office": "country-office",
    "other": "other",
}


def presences(lines):
    """[(part, name, {field: text})] of the document up to its annexes."""
    part, found, field = "", [], ""
    for line in map(str.strip, lines):
        mark = re.match(r"\[bookmark: \w+\](.+)", line)
        if mark and mark[1].startswith("Annex"):
            return found
        if mark and mark[1] in PARTS:
            part = PARTS[mark[1]]
        elif mark and part:
            found.append((part, mark[1].strip(), {}))
        elif found and (fact := re.match(r"(Type of presence|Cities/regions): ?(.*)", line)):
            found[-1][2][fact[1]] = fact[2].strip()
        elif found and line.rstrip(": ") in HEADINGS:
            field = HEADINGS[line.rstrip(": ")]
            found[-1][2][field] = ""
        elif found and field in found[-1][2] and line:
            found[-1][2][field] = f"{found[-1][2][field]}\n{line}".strip()
    return found


def profile_of(mapping, part, name, said):
    """The profile under the headings of the register; what nobody answered stands as "no response"."""
    code = PRESENCES.get(said.get("Type of presence", "").lower(), {"mechanisms": "mechanism"}.get(part, part))
    texts = {field: said.get(field, "") for field in HEADINGS.values()}
    texts = {field: "" if text in SILENCES else text for field, text in texts.items()}
    kinds = {
        f"{field.removesuffix('_learned')}_kind": "answered" if text else "no-response" for field, text in texts.items()
    }
    cities = said.get("Cities/regions", "")
    return EngagementProfile(
        exercise=mapping,
        title=name,
        slug=slugify(name),
        category=part,
        presence_type=PresenceType.objects.get(code=code),
        presence_other=name if code == "other" else "",
        places_text=cities,
        places_kind="answered" if cities else "no-response",
        author_body=name,
        live=True,
        prepared_on=datetime.date(2021, 5, 4),
        **texts,
        **kinds,
    )


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the document is not on this machine")
def test_every_presence_of_the_real_mapping_has_its_place(db):
    load_words()
    mapping = entries.mapping()
    found = presences(DOCUMENT.read_text(encoding="utf-8").splitlines())
    assert [part for part, _name, _said in found] == ["field"] * 8 + ["headquarters", "mechanisms"]
    silent = {}
    for part, name, said in found:
        profile = profile_of(mapping, part, name, said)
        profile.full_clean()
        profile.save()
        summary = collect_profile(profile, [])
        assert [bool(section.text) != bool(section.silence) for section in summary.sections] == [True] * 6, name
        silent[name] = [section.heading for section in summary.sections[:5] if section.silence]
    assert silent["Haiti"] == ["Nature of the engagement", "Lessons learned", "Future engagements"]
    assert silent["Madagascar"] == ["Lessons learned"] and silent["Uganda"] == ["Future engagements"]
    assert not silent["Ukraine"]
    assert type(mapping).objects.with_answered().get().answered == 10
