"""Two practices field by field, as plain text."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def rows_for(first, second):
    """[(heading, text of the first, text of the second)] of every field that at least one of the two fills in."""
    columns = zip(cells(first), cells(second), strict=True)
    return [(heading, one, two) for (heading, one), (_heading, two) in columns if one or two]


def cells(practice):
    """[(heading, text)] of one practice, in the order of its page; the text is "" where nothing is said."""
    return [*facts(practice), *story(practice), *links(practice)]


def facts(practice):
    """What it is and how far one can rely on it."""
    status = practice.get_review_status_display()
    return [
        (_("Place"), practice.place),
        (_("Population"), practice.size_words),
        (_("Review status"), f"{status}. {practice.review_meaning}"),
        (_("Last verified"), day(practice.last_verified) or _("never verified")),
        (_("Kind of measure"), practice.get_kind_display()),
        (_("How far it is"), practice.get_maturity_display()),
        (_("Period"), period(practice)),
    ]


def story(practice):
    """What it tells."""
    return [
        (_("Summary"), practice.summary),
        (_("Context"), practice.context),
        (_("The problem"), practice.problem),
        (_("How rights-holders took part"), practice.participation),
        (_("What was done"), practice.what_was_done),
        (_("Results"), practice.results),
        (_("Results as of"), day(practice.results_date)),
        (_("All in all"), practice.get_outcome_display()),
        (_("Costs"), practice.costs),
        (_("Challenges, and how they were met"), practice.challenges),
        (_("What did not work"), practice.what_did_not_work),
        (_("What another city needs"), practice.transfer),
        (_("Will it last?"), practice.sustainability),
        (_("Lessons"), practice.lessons),
    ]


def links(practice):
    """What it answers, and its sources."""
    evidence = practice.evidence.all()
    return [
        (_("Themes"), words(practice.themes.all())),
        (_("Human rights"), words(practice.rights.all())),
        (_("Groups of persons"), words(practice.groups.all())),
        (_("SDG targets"), practice.target_codes),
        (_("Recommendations"), f"{practice.review}: {practice.paragraphs}" if practice.paragraphs else ""),
        (_("Sources and evidence"), "\n".join(f"{row} ({row.get_independence_display()})" for row in evidence)),
    ]


def words(rows):
    """Words of a vocabulary, in one line."""
    return "; ".join(row.label for row in rows)


def day(date):
    """A day in words, or ""."""
    return date_format(date) if date else ""


def period(practice):
    """From when to when, or ""."""
    if not practice.start_date:
        return ""
    form = "YEAR_MONTH_FORMAT"
    end = date_format(practice.end_date, form) if practice.end_date else pgettext("end of a period", "today")
    return f"{date_format(practice.start_date, form)} – {end}"
