"""Surveys that editors build: a title, a time, who may answer, and the questions below it."""

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import PreviewableMixin

from tracking.models import Event

from .survey_texts import TextsField, said


class SurveyQuerySet(models.QuerySet):
    """Surveys."""

    def open(self, today):
        """Those that can be answered on the day."""
        return self.filter(state=Survey.State.OPEN, opens_on__lte=today, closes_on__gte=today)

    def listed(self, today):
        """Those the public finds: open to all, or with results that editors published."""
        is_open_to_all = Q(state=Survey.State.OPEN, access=Survey.Access.ALL, opens_on__lte=today, closes_on__gte=today)
        is_over = Q(state=Survey.State.CLOSED) | Q(state=Survey.State.OPEN, closes_on__lt=today)
        return self.filter(is_open_to_all | Q(is_over, publishes_results=True))


class Survey(PreviewableMixin, ClusterableModel):
    """Questions put to bodies for a while, by an open page or by invitation."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Access(models.TextChoices):
        ALL = "all", _("everybody")
        INVITED = "invited", _("only by invitation")

    title = TextsField(_("title"))
    slug = models.SlugField(_("last part of the address"), max_length=60, unique=True)
    introduction = TextsField(
        _("introduction"),
        is_long=True,
        blank=True,
        help_text=_("What it is for, who should answer, how long it takes."),
    )
    privacy_note = TextsField(
        _("privacy note"), is_long=True, blank=True, help_text=_("Who reads the answers, and what becomes of them.")
    )
    thanks = TextsField(_("thanks"), is_long=True, blank=True, help_text=_("Shown after the answer was sent."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    access = models.CharField(_("who may answer"), max_length=10, choices=Access.choices, default=Access.ALL)
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    exercise = models.ForeignKey(
        "cms.MappingExercise",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="surveys",
        verbose_name=_("mapping exercise"),
    )
    contact_months = models.PositiveSmallIntegerField(
        _("months until contact details are erased"),
        default=12,
        help_text=_("Counted from the last day. Invited addresses and drafts that were never sent go with them."),
    )
    publishes_results = models.BooleanField(
        _("show the response rate and counts in public once it is closed"), default=False
    )

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="survey_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=["answers", "invitations"]),
                name="survey_address_not_taken",
                violation_error_message=_("This address leads elsewhere. Choose another one."),
            ),
            models.CheckConstraint(
                condition=Q(contact_months__lte=60),
                name="survey_contacts_kept_five_years_at_most",
                violation_error_message=_("Contact details are kept for 60 months at most."),
            ),
        ]

    def __str__(self):
        return said(self.title).text

    @property
    def shown_title(self):
        """The title in the language of the page, or what stands in for it."""
        return said(self.title)

    @property
    def shown_introduction(self):
        """The introduction as Said."""
        return said(self.introduction)

    @property
    def shown_privacy_note(self):
        """The privacy note as Said."""
        return said(self.privacy_note)

    @property
    def shown_thanks(self):
        """The thanks as Said."""
        return said(self.thanks)

    @property
    def is_by_invitation(self):
        """Only who was invited may answer."""
        return self.access == self.Access.INVITED

    def is_over(self, today):
        """Whether it was open and takes answers no more: somebody closed it, or its last day is past."""
        return self.state == self.State.CLOSED or (self.state == self.State.OPEN and self.closes_on < today)

    def shows_results(self, today):
        """Whether everybody may read the response rate and the counts on the day."""
        return self.publishes_results and self.is_over(today)

    def is_open(self, today):
        """Whether answers are taken on the day."""
        return self.state == self.State.OPEN and self.opens_on <= today <= self.closes_on

    def get_absolute_url(self):
        """The page where the survey introduces itself."""
        return reverse("cms:survey-detail", args=[self.slug])

    @property
    def erases_on(self):
        """The day from which contact details, addresses and drafts are erased."""
        return self.closes_on + relativedelta(months=self.contact_months)

    @transaction.atomic
    def open_up(self, *, by, now):
        """Take answers from the first day on.

        Raises ValidationError without a question, with one that nobody can answer, or after the last day.
        """
        if not self.questions.exists():
            raise ValidationError(_("Write a question before you open the survey."))
        bare = [row.code for row in self.questions.all() if row.kind in ("one", "several") and not row.choices.exists()]
        if bare:
            raise ValidationError(
                _("Write choices for these questions before you open the survey: %(codes)s")
                % {"codes": ", ".join(bare)}
            )
        if self.closes_on < now.date():
            raise ValidationError(_("The last day is over. Set a later one first."))
        self._turn(self.State.OPEN, Event.Verb.OPENED, by=by, now=now)

    @transaction.atomic
    def close(self, *, by, now):
        """Take no more answers; a survey that was never open stays a draft."""
        if self.state == self.State.OPEN:
            self._turn(self.State.CLOSED, Event.Verb.CLOSED, by=by, now=now)

    def _turn(self, state, verb, *, by, now):
        self.state = state
        self.save(update_fields=["state"])
        Event.objects.record(verb, self, by=by, now=now)

    def texts_in(self, language):
        """(how many texts of the survey stand in the language, how many there are)."""
        texts = [self.title, self.introduction, self.privacy_note, self.thanks]
        for question in self.questions.all():
            texts += [question.label, question.help, question.section, *(row.label for row in question.choices.all())]
        written = [text for text in texts if text]
        return sum(bool(text.get(language)) for text in written), len(written)

    def is_translated(self, language):
        """Whether every text of the survey stands in the language."""
        done, total = self.texts_in(language)
        return done == total

    @property
    def preview_modes(self):
        """One preview a language of the site."""
        return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]

    def get_preview_template(self, request, mode_name):
        """The form as people will see it, all screens on one page."""
        return "cms/survey_preview.html"

    def serve_preview(self, request, mode_name):
        """The page of the preview; nothing can be sent from it."""
        from cms.surveys.forms import SectionForm  # noqa: PLC0415 - the form knows the models already

        with override(mode_name):
            screens = [(heading, SectionForm(questions)) for heading, questions in screens_of(self.questions.all())]
            context = {"survey": self, "screens": screens, "request": request}
            return TemplateResponse(request, self.get_preview_template(request, mode_name), context).render()


def screens_of(questions):
    """[(heading as Said, [questions])] in order: a question with a heading begins a new screen."""
    found = []
    for question in questions:
        if question.section or not found:
            found.append((said(question.section), []))
        found[-1][1].append(question)
    return found
