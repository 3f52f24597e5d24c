"""How far readers can rely on a practice: who says so, who checked it and when, and on what terms it may be used."""

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .practice_history import PracticeHistoryEntry
from .practice_scales import REVIEW_MEANING, Licence, ReviewStatus

VERIFY_AFTER_MONTHS = 24
CHECK = "protectionchecktask"  # the kind of task, see practice_workflow.py
EVALUATION_IS_WHOLE = Q(evaluated_by="", evaluated_on__isnull=True) | ~Q(evaluated_by="") & Q(
    evaluated_on__isnull=False
)


class PracticeTrust(models.Model):
    """Author, review, safety and licence of a practice."""

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
    evaluated_by = models.CharField(
        _("evaluated as good practice by"),
        max_length=200,
        blank=True,
        help_text=_("The body that evaluated it, independent of the one that runs it."),
    )
    evaluated_on = models.DateField(_("evaluated on"), null=True, blank=True)
    second_reader = models.CharField(
        _("second reader (role and body)"),
        max_length=200,
        blank=True,
        help_text=_("Needed where a recommendation named above touches a sensitive topic."),
    )
    source_note = models.TextField(
        _("what is verified and what is not"),
        blank=True,
        help_text=_("Shown to readers beside the sources: where sources differ, and what rests on one source only."),
    )
    last_verified = models.DateField(_("last verified"), null=True, blank=True)
    corrections = models.TextField(_("corrections, with their dates"), blank=True)
    is_free_of_individuals = models.BooleanField(
        _("It contains nothing about individuals"),
        default=False,
        help_text=_("No names, cases, exact places or dates by which a victim, witness or defender could be found."),
    )

    class Meta:
        abstract = True

    @property
    def review_meaning(self):
        """What the review status says about the practice, in one or two sentences."""
        return REVIEW_MEANING[self.review_status]

    @property
    def next_verification(self):
        """The day by which somebody should check it again; None while nobody has checked it."""
        return self.last_verified and self.last_verified + relativedelta(months=VERIFY_AFTER_MONTHS)

    def waits_for_check(self, parent=None):
        """Whether it must pass the protection check before anybody may publish it.

        Not where it was published or checked before in any of its languages, and not where its editors have no
        workflow with such a check. `parent` is the page below which it will stand while it is not saved yet.
        """
        siblings = type(self).objects.filter(translation_key=self.translation_key, first_published_at__isnull=False)
        if siblings.exists() or PracticeHistoryEntry.objects.has_passed_check(self):
            return False
        workflow = self.get_workflow() if self.pk else parent and parent.get_workflow()
        return bool(workflow) and workflow.tasks.filter(active=True, content_type__model=CHECK).exists()

    def is_stale(self, today):
        """Whether nobody has checked it for longer than VERIFY_AFTER_MONTHS, or ever."""
        return self.next_verification is None or self.next_verification < today
