"""A government's look at itself: what it has for human rights, and what not yet. No score; private by default."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .event import Event
from .membership import Membership
from .place import LocalGovernment
from .role import Role


class SelfAssessmentQuerySet(models.QuerySet):
    """Rounds of self-assessment."""

    def visible_to(self, user):
        """The government's own people; the State's coordinators where the government shares the round."""
        if not user.is_authenticated:
            return self.none()
        coordinated = Membership.objects.serving(user).filter(role=Role.COORDINATOR)
        shared = Q(is_shared=True, local_government__state__in=coordinated.values("state"))
        return self.filter(Q(local_government__in=LocalGovernment.objects.of_user(user).values("pk")) | shared)

    def newest(self, local_government):
        """The government's newest round, or None."""
        return self.filter(local_government=local_government).order_by("-year").first()

    @transaction.atomic
    def start(self, local_government, year, *, by, now):
        """(round of the year, is_new): a new one begins with the answers of the one before, each with its own date."""
        previous = self.newest(local_government)
        defaults = {"started_at": now, "started_by": by}
        row, is_new = self.get_or_create(local_government=local_government, year=year, defaults=defaults)
        if is_new:
            if previous:
                row.take_over(previous)
            row.record(Event.Verb.ADDED, by=by, now=now, after={"year": year})
        return row, is_new


class SelfAssessment(models.Model):
    """One round of questions, of one year; the round of a new year leaves the old one as it was."""

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="self_assessments")
    year = models.PositiveSmallIntegerField(_("year"))
    started_at = models.DateTimeField(_("started"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_shared = models.BooleanField(_("shared with the national coordinator"), default=False)

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["local_government", "year"], name="self_assessment_one_a_year"),
        ]

    def __str__(self):
        return _("Self-assessment %(year)s") % {"year": self.year}

    def get_absolute_url(self):
        """The page that shows its answers."""
        return reverse("tracking:self-assessment-detail", args=[self.pk])

    @property
    def is_newest(self):
        """Whether it is the round that may still change."""
        return not SelfAssessment.objects.filter(local_government=self.local_government_id, year__gt=self.year).exists()

    def take_over(self, previous):
        """Begin with what another round says."""
        copied = ("item", "answer", "answered_on", "evidence", "link", "note", "updated_at", "updated_by_id")
        SelfAssessmentAnswer.objects.bulk_create(
            SelfAssessmentAnswer(assessment=self, **{name: getattr(answer, name) for name in copied})
            for answer in previous.answers.all()
        )

    @transaction.atomic
    def share(self, is_shared, *, by, now):
        """Let the national coordinator read the round, or no longer."""
        if self.is_shared == is_shared:
            return
        self.is_shared = is_shared
        self.save(update_fields=["is_shared"])
        self.record(Event.Verb.CHANGED, by=by, now=now, before={"shared": not is_shared}, after={"shared": is_shared})

    @transaction.atomic
    def save_answers(self, answers, *, by, now):
        """Keep what was said on some items: {code of the item: dict of the answer's fields}; others stay."""
        kept, saved = {answer.item: answer for answer in self.answers.all()}, {}
        for item, fields in answers.items():
            answer = kept.get(item) or SelfAssessmentAnswer(assessment=self, item=item)
            before = answer.answer
            if answer.pk is None and not any(fields.values()):
                continue
            if answer.pk and all(getattr(answer, name) == value for name, value in fields.items()):
                continue
            for name, value in fields.items():
                setattr(answer, name, value)
            answer.updated_at, answer.updated_by = now, by
            answer.save()
            saved[item] = (before, answer.answer)
        if saved:
            before, after = ({item: pair[side] for item, pair in saved.items() if pair[side]} for side in (0, 1))
            self.record(Event.Verb.CHANGED, by=by, now=now, before=before, after=after)

    def record(self, verb, *, by, now, **values):
        """Write the event; of answers it tells the code and the word, never the text."""
        Event.objects.record(verb, self, by=by, now=now, local_government=self.local_government, **values)


class SelfAssessmentAnswer(models.Model):
    """What the government says on one item; empty is a valid answer and means: not looked at yet."""

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")

    FIELDS = ("answer", "answered_on", "evidence", "link", "note")

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="answers")
    item = models.SlugField(_("item"), max_length=60)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    answered_on = models.DateField(_("date"), null=True, blank=True)
    evidence = models.CharField(_("what shows it"), max_length=300, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    updated_at = models.DateTimeField(_("last update"))
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("answer of a self-assessment")
        verbose_name_plural = _("answers of self-assessments")
        ordering = ["item"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="self_assessment_answer_once_per_item"),
            models.CheckConstraint(
                condition=Q(answer__in=["", "yes", "partly", "no"]),
                name="self_assessment_answer_is_a_word_of_the_scale",
            ),
        ]

    def __str__(self):
        return f"{self.item}: {self.get_answer_display()}"
