"""Courses that editors write: a course, and its modules with their quizzes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import QueryDict
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.addresses import expect_free_address
from cms.blocks import BodyBlock
from cms.course.blocks import QuizBlock, questions_of
from cms.course.forms import QuizForm
from cms.course.learner import learner_of


class LearnersPage(Page):
    """A page that knows how far its reader is."""

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        """The page; progress that a browser kept for somebody who signed in meanwhile moves to their account."""
        learner = learner_of(request)
        response = learner.settle(super().serve(request, *args, **kwargs))
        patch_vary_headers(response, ["Cookie"])
        patch_cache_control(response, private=True)  # no cache between shows one reader's progress to another
        return response


class CoursePage(LearnersPage):
    """A course: what it is for, its modules in their order, and the words of its certificate."""

    introduction = models.TextField(
        _("introduction"), max_length=700, help_text=_("For whom the course is, and what they can do after it.")
    )
    certificate_text = models.TextField(
        _("text of the certificate"),
        max_length=600,
        blank=True,
        help_text=_("It follows the name: “has completed …”. Say in one or two sentences what the person has learned."),
    )

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ModulePage"]
    page_description = _("A course of short modules with quizzes. Add the modules as pages below it.")
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("certificate_text")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.AutocompleteField("introduction"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def clean(self):
        """Refuse an address under which another part of the site answers."""
        super().clean()
        expect_free_address(self)

    def modules(self):
        """The published modules in their order, with their languages at hand; one query."""
        return list(ModulePage.objects.child_of(self).for_listing())

    def get_context(self, request, *args, **kwargs):
        """Add the learner, and their standing in the course."""
        learner = learner_of(request)
        return super().get_context(request, *args, **kwargs) | {
            "course": self,
            "learner": learner,
            "standing": learner.standing(self.modules()),
        }


class ModulePageQuerySet(PageQuerySet):
    """Modules."""

    def for_listing(self):
        """Published ones without their bodies, the language in the same query."""
        return self.live().public().defer("body").select_related("locale", "alias_of__locale").order_by("path")


class ModulePage(LearnersPage):
    """One short module: learning goals, text, an example, and a quiz."""

    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("How long it takes to read the module and answer the quiz."),
    )
    goals = StreamField(
        [("goal", CharBlock(label=_("Goal"), max_length=250))],
        verbose_name=_("learning goals"),
        help_text=_("What people can do after this module. Begin each with a verb: name, say, find, write."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    quiz = StreamField(
        QuizBlock(min_num=1, max_num=30),
        verbose_name=_("quiz"),
        help_text=_("Four or five questions are enough. The preview has a mode with right and one with wrong answers."),
    )
    pass_share = models.PositiveSmallIntegerField(
        _("share of right answers to pass, in percent"),
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Everybody may try as often as they like; the best score counts."),
    )
    last_verified = models.DateField(
        _("last verified"), null=True, blank=True, help_text=_("The day on which somebody last checked every fact.")
    )

    objects = PageManager.from_queryset(ModulePageQuerySet)()

    parent_page_types = ["cms.CoursePage"]
    subpage_types = []
    page_description = _("One module of a course, with a quiz at its end.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("minutes"),
        FieldPanel("goals"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("quiz"), FieldPanel("pass_share")], heading=_("Quiz")),
        FieldPanel("last_verified"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("body"), index.AutocompleteField("body")]
    preview_modes = [
        ("", _("Module")),
        ("right", _("Quiz, answered rightly")),
        ("wrong", _("Quiz, answered wrongly")),
    ]

    class Meta:
        verbose_name = _("module of a course")
        verbose_name_plural = _("modules of courses")

    @property
    def has_quiz(self):
        """There is a question to answer."""
        return bool(self.questions)

    @cached_property
    def questions(self):
        """The questions of the quiz."""
        return questions_of(self.quiz)

    def get_context(self, request, *args, **kwargs):
        """Add the course, the learner's standing, the module's place in the course, and an empty quiz."""
        course, learner = self.get_parent().specific, learner_of(request)
        modules = course.modules()
        later = [module for module in modules if module.path > self.path]
        return super().get_context(request, *args, **kwargs) | {
            "course": course,
            "learner": learner,
            "standing": learner.standing(modules),
            "mark": learner.marks.get(self.translation_key),
            "number": sum(module.path < self.path for module in modules) + 1,
            "module_count": len(modules),
            "following": later[0] if later else None,
            "form": QuizForm(questions=self.questions),
        }

    def get_preview_context(self, request, mode_name):
        """In the modes of the quiz: as if all answers were right, or all wrong."""
        context = super().get_preview_context(request, mode_name)
        if mode_name:
            form = QuizForm(example_choices(self.questions, mode_name), questions=self.questions, show_feedback=True)
            context["form"] = form
            context["result"] = form.result(self.pass_share) if form.is_valid() else None
        return context


def example_choices(questions, mode):
    """What a form would hold with right ("right") or wrong ("wrong") answers; questions without any stay empty."""
    data = QueryDict(mutable=True)
    for question in questions:
        fitting = [answer.key for answer in question.answers if answer.is_right is (mode == "right")]
        data.setlist(question.key, fitting if question.takes_several else fitting[:1])
    return data
