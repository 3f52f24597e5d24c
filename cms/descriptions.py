"""What a public page that is no page of the CMS is about, in a sentence; most say the same at their beginning."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

REGISTER = gettext_lazy(
    "Who works with which local and regional governments, where, on what, and what was learned from it."
)
REPORTS = gettext_lazy(
    "What States report on the recommendations they received, with what their cities and regions contributed."
)
SENTENCES = {
    "public-report-list": REPORTS,
    "public-report": REPORTS,
    "subscribe": gettext_lazy("Hear when a practice, a status or a report is published. No account is needed."),
    "state-list": gettext_lazy(
        "What was recommended to each State, and on how much of it its cities and regions publish what they do."
    ),
    "theme-list": gettext_lazy(
        "Human rights themes as the documents of the review name them today, over all States and reviews on this site."
    ),
    "goal-list": gettext_lazy(
        "Which Sustainable Development Goals the recommendations serve, over all States and reviews on this site."
    ),
    "government-list": gettext_lazy(
        "Local and regional governments that chose to publish what they do about the recommendations to their State."
    ),
    "recommendation-list": gettext_lazy(
        "The recommendations that a State received, by theme, group of persons and SDG goal,"
        " and what is done about them."
    ),
    "profile-list": REGISTER,
    "profile-detail": REGISTER,
    "mapping-detail": REGISTER,
    "lesson-list": gettext_lazy(
        "What offices learned from working with cities and regions, also where it did not work."
    ),
    "need-list": gettext_lazy("What offices and local governments lack for their work on human rights."),
    "survey-list": gettext_lazy(
        "Questions to bodies that work with cities and regions."
        " Answers are read by editors before anything of them appears here."
    ),
    "page": gettext_lazy("Everything this site publishes as files and through an API, without an account."),
    "dictionary": gettext_lazy("What every column of every file means. Empty cells mean: not known, or not published."),
}


def of_view(context, name):
    """The sentence about the page of a view that its template shows; "" where there is none."""
    if name in WORKED_OUT:
        return WORKED_OUT[name](context)
    return str(SENTENCES.get(name, ""))


def of_figures(context):
    """On how much of what stands here somebody publishes."""
    figures = context["figures"]
    words = ngettext(
        "On %(shown)s of %(total)s recommendations somebody publishes what is being done.",
        "On %(shown)s of %(total)s recommendations somebody publishes what is being done.",
        figures.worked_on,
    )
    return words % {"shown": grouped(figures.worked_on), "total": grouped(figures.total)}


def grouped(number):
    """A whole number as readers of the language write it."""
    return number_format(number, use_l10n=True, force_grouping=True)


def of_government(context):
    """What a government shows here."""
    words = {"place": context["government"], "state": context["government"].state}
    return _("What %(place)s does about the recommendations that %(state)s received.") % words


def of_recommendations(context):
    """To which State the listed recommendations went, and on how many of them somebody publishes."""
    if not context.get("review"):
        return str(SENTENCES["recommendation-list"])
    words = {"review": context["review"], "state": context["review"].state}
    return _("The recommendations of %(review)s, and what local governments of %(state)s publish on them.") % words


def of_work(row, *texts):
    """What a government tells of one of its steps, plans or indicators, after whose it is."""
    told = next((text for text in texts if text), str(row))
    return f"{row.local_government}: {told}"


def of_report(context):
    """The review that a published report answers."""
    return f"{context['report'].public_title}. {context['review']}"


WORKED_OUT = {
    "recommendation-list": of_recommendations,
    "step-detail": lambda context: of_work(context["step"], context["step"].description),
    "plan-detail": lambda context: of_work(context["plan"], context["plan"].purpose),
    "indicator-detail": lambda context: of_work(context["indicator"], context["indicator"].definition),
    "public-report": of_report,
    "recommendation-detail": lambda context: context["official"].text if context.get("official") else "",
    "government-detail": of_government,
    "state-detail": of_figures,
    "review-overview": of_figures,
    "theme-detail": of_figures,
    "goal-detail": of_figures,
    "survey-detail": lambda context: str(context["survey"].shown_introduction or ""),
    "api": lambda context: context["about"],
}
