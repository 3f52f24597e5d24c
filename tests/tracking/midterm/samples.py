"""Reports on a State that does not exist, with invented words: a usual one, an Arabic one, an empty one, a huge one."""

import dataclasses
from datetime import date

from tracking.midterm.content import (
    AnswerEntry,
    ClusterChapter,
    ContributionEntry,
    Coverage,
    Headline,
    PracticeEntry,
    RecommendationEntry,
    Remark,
    ReportContent,
    count_totals,
)
from tracking.midterm.words import ANSWER_STATUSES

GOVERNMENTS = (
    ("Altamira", "city", 512_000),
    ("Borealis", "city", 184_500),
    ("Costa Serena", "municipality", 61_200),
    ("Dunmarra Province", "province", 743_000),
    ("Eskaven", "city", 98_700),
    ("Fontarel", "municipality", 23_450),
)
SILENT = (("Grenholm", 37_000), ("Haldria Region", 402_150))

# paragraph | position | text | recommending States | theme | goals | targets, under "# code | label"
RECOMMENDATIONS = """
# legal-framework | Legal and general framework of implementation
101.1 | supported | Set up a standing body that follows up recommendations with every level of government and \
reports on it each year. | Ardania, Belvia | Follow-up mechanisms | 16 | 16.6
101.2 | supported | Give the national human rights institution offices outside the capital. | Corvia \
| Human rights institutions | 16 | 16.a
# civil-political | Civil and political rights
101.9 | supported | Open a complaints desk in each police district and publish how complaints ended. | Delmora \
| Administration of justice | 16 | 16.3
101.10 | noted | Change the law on public gatherings so that a notice is enough. | Ardania, Estova \
| Freedom of assembly | 16 | 16.10
101.17 | partly | Let residents without citizenship vote in local elections after five years. | Falun Isles \
| Participation in public life | 10, 16 | 10.2, 16.7
# economic-social-cultural | Economic, social and cultural rights
101.21 | supported | Bring safe water and sanitation to informal settlements, beginning with those that have waited \
longest, and say each year how many households were reached. | Gavarnia, Belvia, Hestia \
| Right to water and sanitation | 6, 11 | 6.1, 6.2, 11.1
101.22 | supported | Make sure that schools in rural districts have trained teachers all year. | Ilvara \
| Right to education | 4 | 4.1, 4.c
101.23 | supported | Prevent evictions that leave families without a home. | Delmora \
| Right to adequate housing | 11 | 11.1
102.4 | pending | Pay for public transport of persons with low income. | Corvia | Adequate standard of living | 1 |
# women | Women's rights
101.30 | supported | Keep enough shelter places for women who flee violence, in every province. \
| Ardania, Jorvik Republic | Violence against women | 5 | 5.2
101.31 | supported | Reach equal numbers of women and men in elected councils. | Kelmar \
| Participation of women | 5 | 5.5
# humanitarian-law | International humanitarian law
"""

HEADLINES = (
    "The council adopted a follow-up plan and named a contact point in each department.",
    "Two neighbourhood offices now take requests on one afternoon a week, with an interpreter.",
    "A joint programme with three neighbouring municipalities reached 1,240 households in 2026.",
    "The budget for 2027 sets aside a line for this work for the first time.",
    "Training for front-line staff became a yearly duty; 310 persons took part.",
)
DETAILS = (
    "The plan was made with residents' associations in four open meetings. It names who is in charge, what it costs"
    " and when each step ends. Progress is published twice a year on the city's site and on the notice boards of the"
    " district offices.",
    "Work began in the two districts with the longest waiting times. Results of the first year: waiting time fell"
    " from 41 to 18 days.\nThe second year adds the harbour district.",
    "",
)
CHALLENGES = (
    "Land titles are missing for about a third of the plots.",
    "Staff change often; the training has to be repeated.",
    "",
    "The transfer from the national budget came seven months late.",
)
NEXT_STEPS = (
    "Extend the service to the two remaining districts by June 2028.",
    "",
    "Publish the first yearly figures in March 2028.",
)


REVIEW = {
    "state_name": "Lumeria",
    "state_iso3": "XUL",
    "language": "en",
    "mechanism": "UPR",
    "cycle": 4,
    "session": 49,
    "review_date": date(2025, 5, 6),
    "adoption_date": date(2025, 9, 29),
    "midterm_date": date(2027, 11, 6),
    "call_title": "Input to the mid-term report of 2027",
    "call_deadline": date(2027, 5, 6),
    "edition": 2,
    "compiled_on": date(2027, 8, 20),
    "compiled_by": "National Secretariat for Reporting and Follow-up",
    "document_symbols": ("A/HRC/60/15", "A/HRC/60/15/Add.1"),
    "practices": (
        PracticeEntry("A complaints desk that rings back", "Altamira", "https://upr.example.org/practices/desk/"),
        PracticeEntry("Water kiosks run by residents", "Dunmarra Province", "https://upr.example.org/practices/water/"),
    ),
}

ARABIC_ROWS = (
    (
        "101.1",
        "supported",
        "إنشاء هيئة دائمة تتابع التوصيات مع جميع مستويات الحكم وتنشر تقريرا عنها كل سنة.",
        ("أردانيا", "بلفيا"),
        "آليات المتابعة",
        (16,),
        ("16.6", "10.b"),
    ),
    ("101.10", "noted", "Change the law on public gatherings (article 4).", ("كورفيا",), "حرية التجمع", (16,), ()),
    (
        "101.17",
        "supported",
        "توفير المياه المأمونة للأحياء غير المنظمة.",
        ("دلمورا",),
        "الحق في المياه",
        (6,),
        ("6.1",),
    ),
)
ARABIC_ANSWERS = {
    "ألتاميرا": [
        AnswerEntry(
            "101.1",
            "implemented",
            "اعتمد المجلس خطة متابعة وعيّن جهة اتصال في كل إدارة (القرار 12/2026).",
            "أعدت الخطة مع جمعيات السكان في 4 اجتماعات مفتوحة.",
            "يتغير الموظفون كثيرا.",
            "نشر الأرقام السنوية الأولى في مارس 2028.",
        ),
        AnswerEntry("101.17", "partly", "وصل البرنامج إلى 1,240 أسرة.", "", "", ""),
    ],
    "Costa Serena": [
        AnswerEntry("101.1", "planned", "The budget for 2027 has a line for it (A/12/b).", "", "", "Begin in May 2028.")
    ],
}
ARABIC_CAST = (("ألتاميرا", "مدينة", 512_000), ("Costa Serena", "بلدية", 61_200))
ARABIC_WORDS = {
    "language": "ar",
    "state_name": "لوميريا",
    "call_title": "مدخلات تقرير منتصف المدة 2027",
    "compiled_by": "الأمانة الوطنية لإعداد التقارير والمتابعة",
    "practices": (PracticeEntry("مكتب شكاوى يعاود الاتصال", "ألتاميرا", "https://upr.example.org/ar/desk/"),),
}


def usual(**changes):
    """A report of the length and shape that a coordinator sees: 11 recommendations, 6 of 8 local governments."""
    clusters = _clusters()
    rows = [row for _code, _label, rows in clusters for row in rows]
    answers = {
        name: [_answer(order, number, row[0]) for number, row in enumerate(rows) if (order + number) % 4 < 2]
        for order, (name, _level, _population) in enumerate(GOVERNMENTS)
    }
    answers["Fontarel"] = answers["Fontarel"][:1]
    return _report(answers, GOVERNMENTS, SILENT, clusters, **changes)


def empty(**changes):
    """A report before anything is there: no recommendation, nobody asked, nothing reported."""
    coverage = Coverage(0, 0, None, None, (), ())
    blank = {"totals": count_totals(()), "coverage": coverage, "clusters": (), "contributions": (), "practices": ()}
    return dataclasses.replace(usual(), **{**blank, "adoption_date": None, "document_symbols": (), **changes})


def arabic(**changes):
    """A report in Arabic on two local governments, with one recommendation that is only known in English."""
    clusters = (
        ("legal-framework", "الإطار القانوني العام للتنفيذ", ARABIC_ROWS[:2]),
        ("economic", "الحقوق الاقتصادية", ARABIC_ROWS[2:]),
    )
    content = _report(
        ARABIC_ANSWERS, ARABIC_CAST, (("إقليم هالدريا", 402_150),), clusters, **{**ARABIC_WORDS, **changes}
    )
    return dataclasses.replace(content, clusters=tuple(_with_text_languages(cluster) for cluster in content.clusters))


def hostile(text):
    """The usual report with `text` wherever people wrote something."""
    content = usual()
    contribution = dataclasses.replace(
        content.contributions[0],
        government=text,
        prepared_by_role=text,
        answers=(AnswerEntry("101.1", "planned", text, text, text, text),),
    )
    entry = dataclasses.replace(
        content.clusters[0].recommendations[0],
        text=text,
        themes=(text,),
        recommending_states=(text,),
        headlines=(Headline(text, text, "planned", 1),),
        challenges=(Remark(text, text, 1),),
        next_steps=(Remark(text, text, 1),),
    )
    return dataclasses.replace(
        content,
        state_name=text,
        call_title=text,
        compiled_by=text,
        document_symbols=(text,),
        clusters=(ClusterChapter("c", text, (entry,)),),
        contributions=(contribution,),
        practices=(PracticeEntry(text, text, text),),
    )


def huge(recommendations=300, governments=100):
    """A report in which every local government answered everything."""
    cast = tuple((f"City {number}", "city", 10_000 + number) for number in range(1, governments + 1))
    rows = tuple(
        (
            f"101.{number}",
            "supported",
            "Invented words of a recommendation. " * 5,
            ("Ardania",),
            "Theme",
            (16,),
            ("16.3",),
        )
        for number in range(1, recommendations + 1)
    )
    half = recommendations // 2
    clusters = (("first", "First cluster", rows[:half]), ("second", "Second cluster", rows[half:]))
    answers = {
        name: [_answer(order, number, row[0]) for number, row in enumerate(rows)]
        for order, (name, _level, _population) in enumerate(cast)
    }
    return _report(answers, cast, (), clusters)


def _with_text_languages(cluster):
    entries = tuple(
        dataclasses.replace(entry, text_language="en" if entry.text.isascii() else "ar")
        for entry in cluster.recommendations
    )
    return dataclasses.replace(cluster, recommendations=entries)


def _clusters():
    """[(code, label, [(paragraph, position, text, States, theme, goals, targets)])] of RECOMMENDATIONS."""
    clusters = []
    for line in RECOMMENDATIONS.strip().splitlines():
        cells = [cell.strip() for cell in line.lstrip("# ").split("|")]
        if line.startswith("#"):
            clusters.append((*cells, []))
            continue
        paragraph, position, text, states, theme, goals, targets = cells
        goals, targets = map(int, goals.split(", ")), filter(None, targets.split(", "))
        clusters[-1][2].append((paragraph, position, text, states.split(", "), theme, tuple(goals), tuple(targets)))
    return clusters


def _answer(order, number, paragraph):
    turn = order * 3 + number
    return AnswerEntry(
        paragraph,
        ANSWER_STATUSES[turn % len(ANSWER_STATUSES)],
        HEADLINES[turn % len(HEADLINES)],
        DETAILS[turn % len(DETAILS)],
        CHALLENGES[turn % len(CHALLENGES)],
        NEXT_STEPS[turn % len(NEXT_STEPS)],
    )


def _report(answers, cast, silent, clusters, **changes):
    asked = len(cast) + len(silent)
    population = sum(people for _name, _level, people in cast) + sum(people for _name, people in silent)
    people_of = {name: people for name, _level, people in cast}
    by_paragraph = {}
    for name, given in answers.items():
        for answer in given:
            by_paragraph.setdefault(answer.paragraph, []).append((name, answer))
    chapters = tuple(
        ClusterChapter(
            code, label, tuple(_entry(row, by_paragraph.get(row[0], []), asked, people_of, population) for row in rows)
        )
        for code, label, rows in clusters
    )
    values = {
        **REVIEW,
        "totals": count_totals(chapters),
        "coverage": Coverage(
            asked, len(cast), population, sum(people_of.values()), tuple(people_of), tuple(name for name, _p in silent)
        ),
        "clusters": chapters,
        "contributions": tuple(
            ContributionEntry(
                name,
                level,
                people,
                1 + order % 2,
                "human rights officer",
                "mayor's office",
                date(2027, 4, 1 + order % 28),
                date(2027, 5, 20),
                tuple(answers[name]),
            )
            for order, (name, level, people) in enumerate(cast)
        ),
    }
    return ReportContent(**{**values, **changes})


def _entry(row, given, asked, people_of, population):
    paragraph, position, text, states, theme, goals, targets = row
    statuses = {}
    for _name, answer in given:
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
    return RecommendationEntry(
        paragraph=paragraph,
        text=text,
        text_language="en",
        position=position,
        recommending_states=tuple(states),
        themes=(theme,),
        goals=goals,
        targets=targets,
        status_distribution=tuple(statuses.items()),
        answered=len(given),
        governments=asked,
        population_answered=sum(people_of[name] for name, _answer in given),
        population=population,
        headlines=tuple(Headline(name, answer.headline, answer.status, 1) for name, answer in given),
        challenges=tuple(Remark(name, answer.challenge, 1) for name, answer in given if answer.challenge),
        next_steps=tuple(Remark(name, answer.next_step, 1) for name, answer in given if answer.next_step),
        steps_count=len(given) * 2 // 3,
    )
