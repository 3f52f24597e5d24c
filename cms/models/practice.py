"""A good practice: what a local or regional government did, what came of it, and who checked that."""

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import models
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page
from wagtail.search import index

from cms.forms import PracticePageForm
from cms.opendata import full_address, practice_data
from cms.publication import missing_for_publication
from tracking.models import ImplementationStep, Recommendation, Target, count_words

from .practice_links import find_recommendations, find_targets
from .practice_panels import PANELS
from .practice_query import PracticePageManager
from .practice_scales import REVIEW_MEANING, Licence, Maturity, ReviewStatus

SUMMARY_WORDS = 80
VERIFY_AFTER_MONTHS = 24
SEARCHED = (
    "summary",
    "problem",
    "what_was_done",
    "results",
    "challenges",
    "what_did_not_work",
    "lessons",
    "partners",
    "place_name",
    "paragraphs",
    "target_codes",
)


def check_summary(value):
    """Raise ValidationError where a summary has more than SUMMARY_WORDS words."""
    words = count_words(value)
    if words > SUMMARY_WORDS:
        raise ValidationError(
            _("The summary has %(words)s words; %(limit)s are the most."),
            params={"words": words, "limit": SUMMARY_WORDS},
        )


class PracticePage(Page):
    """One practice in one language. Drafts may be incomplete; what publishing asks for stands in cms.publication."""

    city = models.ForeignKey(
        "tracking.LocalGovernment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("local or regional government"),
    )
    place_name = models.CharField(_("or another place: city and country"), max_length=150, blank=True)
    summary = models.TextField(
        _("summary"), blank=True, validators=[check_summary], help_text=_("Plain words, 80 at most.")
    )
    problem = models.TextField(_("the problem"), blank=True)
    participation = models.TextField(_("how rights-holders took part"), blank=True)

    kind = models.CharField(_("kind of measure"), max_length=20, choices=ImplementationStep.Kind.choices, blank=True)
    maturity = models.CharField(_("how far it is"), max_length=10, choices=Maturity.choices, blank=True)
    start_date = models.DateField(_("start"), null=True, blank=True)
    end_date = models.DateField(_("end"), null=True, blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    lead_department = models.CharField(_("lead department"), max_length=200, blank=True)
    partners = models.TextField(_("partners, and what each gave"), blank=True)

    what_was_done = models.TextField(_("what was done"), blank=True)
    results = models.TextField(_("results"), blank=True, help_text=_("What changed, for how many, with numbers."))
    results_date = models.DateField(_("results as of"), null=True, blank=True)
    costs = models.TextField(
        _("costs"), blank=True, help_text=_("Amount, currency, year, source. Or write: not disclosed.")
    )
    challenges = models.TextField(_("challenges, and how they were met"), blank=True)
    what_did_not_work = models.TextField(_("what did not work, and limits"), blank=True)
    lessons = models.TextField(_("lessons"), blank=True)
    transfer = models.TextField(
        _("what another city needs"), blank=True, help_text=_("Powers, size, least cost; can it start small?")
    )
    sustainability = models.TextField(_("will it last after a change of administration?"), blank=True)

    themes = ParentalManyToManyField("tracking.Theme", blank=True, related_name="+", verbose_name=_("themes"))
    groups = ParentalManyToManyField(
        "tracking.Group", blank=True, related_name="+", verbose_name=_("groups of persons")
    )
    target_codes = models.CharField(
        _("SDG targets"),
        max_length=100,
        blank=True,
        help_text=_("Numbers with commas: 10.2, 11.1. Best three at most."),
    )
    targets = ParentalManyToManyField("tracking.Target", blank=True, related_name="+", editable=False)
    review = models.ForeignKey(
        "tracking.Review",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("review"),
    )
    paragraphs = models.CharField(
        _("recommendations"),
        max_length=500,
        blank=True,
        help_text=_("Paragraph numbers of the review, with commas: 120.3, 120.7."),
    )
    recommendations = ParentalManyToManyField("tracking.Recommendation", blank=True, related_name="+", editable=False)

    image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    image_alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    contact_mailbox = models.EmailField(
        _("role mailbox"), blank=True, help_text=_("Of the office, not of a person. It is shown to everybody.")
    )
    author_body = models.CharField(_("author (a body)"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY)
    languages = models.CharField(_("languages of further material"), max_length=150, blank=True)
    review_status = models.CharField(
        _("review status"), max_length=20, choices=ReviewStatus.choices, default=ReviewStatus.SELF_REPORTED
    )
    second_reader = models.CharField(
        _("second reader (role and body)"),
        max_length=200,
        blank=True,
        help_text=_("Needed where a recommendation named above touches a sensitive topic."),
    )
    last_verified = models.DateField(_("last verified"), null=True, blank=True)
    corrections = models.TextField(_("corrections, with their dates"), blank=True)
    is_free_of_individuals = models.BooleanField(
        _("It contains nothing about individuals"),
        default=False,
        help_text=_("No names, cases, exact places or dates by which a victim, witness or defender could be found."),
    )

    objects = PracticePageManager()
    base_form_class = PracticePageForm
    parent_page_types = ["cms.PracticeIndexPage"]
    subpage_types = []
    content_panels = [*Page.content_panels, *PANELS]
    search_fields = [
        *Page.search_fields,
        *[index.SearchField(name) for name in SEARCHED],
        *[index.AutocompleteField(name) for name in SEARCHED],
        index.RelatedFields("city", [index.SearchField("name"), index.AutocompleteField("name")]),
    ]

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")

    @property
    def place(self):
        """The government's name, or the place that stands in for it."""
        return str(self.city) if self.city else self.place_name

    @property
    def review_meaning(self):
        """What the review status says about the practice, in one or two sentences."""
        return REVIEW_MEANING[self.review_status]

    @property
    def next_verification(self):
        """The day by which somebody should check it again; None while nobody has checked it."""
        return self.last_verified and self.last_verified + relativedelta(months=VERIFY_AFTER_MONTHS)

    def is_stale(self, today):
        """Whether nobody has checked it for longer than VERIFY_AFTER_MONTHS, or ever."""
        return self.next_verification is None or self.next_verification < today

    def clean(self):
        """Find the recommendations and targets that the typed numbers name; raise ValidationError for unknown ones."""
        super().clean()
        problems = {}
        if self.start_date and self.end_date and self.end_date < self.start_date:
            problems["end_date"] = _("The end lies before the start.")
        self.targets, problems["target_codes"] = find_targets(self.target_codes)
        self.recommendations, problems["paragraphs"] = find_recommendations(self.review, self.paragraphs)
        problems = {field: problem for field, problem in problems.items() if problem}
        if problems:
            raise ValidationError(problems)

    def save(self, clean=True, **kwargs):
        """Refuse, with ValidationError, to publish a practice that lacks what publishing asks for."""
        missing = missing_for_publication(self) if clean and self.live else {}
        if missing:
            raise ValidationError([message for messages in missing.values() for message in messages])
        return super().save(clean=clean, **kwargs)

    def linked_recommendations(self):
        """The recommendations it answers, with their text in the page's language where there is one."""
        ids = [recommendation.pk for recommendation in self.recommendations.all()]
        return Recommendation.objects.filter(pk__in=ids).with_text().select_related("review__state").in_order()

    def linked_targets(self):
        """The SDG targets it serves, with their goals."""
        return Target.objects.filter(pk__in=[target.pk for target in self.targets.all()]).select_related("goal")

    def get_context(self, request, *args, **kwargs):
        """Add what the page shows beside its own fields."""
        return super().get_context(request, *args, **kwargs) | {
            "recommendations": self.linked_recommendations(),
            "targets": self.linked_targets(),
            "is_stale": self.is_stale(timezone.localdate()),
            "address": full_address(self),
        }

    def serve(self, request, *args, **kwargs):
        """The page, or with ?format=json its fields as plain data."""
        if request.GET.get("format") == "json":
            return JsonResponse(practice_data(self), json_dumps_params={"ensure_ascii": False, "indent": 1})
        return super().serve(request, *args, **kwargs)
