"""The editors' desk of the register: one menu entry, a list and a form for every kind of entry."""

from django.urls import path, re_path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import EngagementProfile, LessonEntry, MappingExercise, NeedEntry, ProfileAnswer, Question
from cms.models.register_entry import RegisterEntry
from cms.models.register_vocabulary import WORD_MODELS

from . import panels
from .import_views import answer_import, import_template
from .protecting import findings


class MappingViewSet(SnippetViewSet):
    """Rounds of asking."""

    model = MappingExercise
    icon = "calendar-alt"
    menu_label = gettext_lazy("Mappings")
    list_display = ["title", "focal_point", "opens_on", "closes_on", "invited", "visibility"]
    search_fields = ["title"]
    edit_handler = panels.MAPPING


class EntryViewSet(SnippetViewSet):
    """What all entries share: they are drafts first."""

    search_fields = ["title"]
    list_per_page = 50


class ProfileViewSet(EntryViewSet):
    """Profiles of presences."""

    model = EngagementProfile
    icon = "group"
    menu_label = gettext_lazy("Profiles")
    list_display = ["title", "category", "presence_type", "exercise", "visibility", LiveStatusTagColumn()]
    list_filter = ["exercise", "category", "presence_type", "visibility", "live"]
    edit_handler = panels.PROFILE


class AnswerViewSet(EntryViewSet):
    """Answers in full."""

    model = ProfileAnswer
    icon = "comment"
    menu_label = gettext_lazy("Answers")
    list_display = ["__str__", "kind", "author_body", "answered_on", "source_type", "visibility", LiveStatusTagColumn()]
    list_filter = ["profile", "question", "area", "kind", "source_type", "visibility", "live"]
    search_fields = ["text", "outcome", "lesson", "author_body", "profile__title"]
    edit_handler = panels.ANSWER


class LessonViewSet(EntryViewSet):
    """The library of lessons."""

    model = LessonEntry
    icon = "openquote"
    menu_label = gettext_lazy("Lessons")
    list_display = ["title", "result", "author_body", "noted_on", "visibility", LiveStatusTagColumn()]
    list_filter = ["result", "tags", "profile", "visibility", "live"]
    search_fields = ["title", "text"]
    edit_handler = panels.LESSON


class NeedViewSet(EntryViewSet):
    """The register of needs."""

    model = NeedEntry
    icon = "warning"
    menu_label = gettext_lazy("Needs")
    list_display = ["title", "kind", "status", "author_body", "noted_on", "visibility", LiveStatusTagColumn()]
    list_filter = ["kind", "status", "profile", "visibility", "live"]
    search_fields = ["title", "text"]
    edit_handler = panels.NEED


class QuestionViewSet(SnippetViewSet):
    """The questions of every round."""

    model = Question
    icon = "help"
    menu_label = gettext_lazy("Questions")
    list_display = ["__str__", "order", "is_contact"]
    edit_handler = panels.QUESTION


class WordViewSet(SnippetViewSet):
    """One list of words."""

    icon = "tag"
    list_display = ["__str__", "code", "order", "is_offered"]
    list_filter = ["is_offered"]


WORD_VIEW_SETS = [
    type(
        f"{model.__name__}ViewSet",
        (WordViewSet,),
        {"model": model, "edit_handler": panels.word_panels(model), "__doc__": model.__doc__},
    )
    for model in WORD_MODELS
]


class ImportMenuItem(MenuItem):
    """Shown to those who may add answers."""

    def is_shown(self, request):
        """Whether the person may."""
        return request.user.has_perm("cms.add_profileanswer")


class RegisterDesk(SnippetViewSetGroup):
    """One menu entry for the whole register."""

    menu_label = gettext_lazy("Engagement register")
    menu_icon = "clipboard-list"
    menu_order = 240
    items = (
        MappingViewSet(),
        ProfileViewSet(),
        AnswerViewSet(),
        LessonViewSet(),
        NeedViewSet(),
        QuestionViewSet(),
        *(view_set() for view_set in WORD_VIEW_SETS),
    )


register_snippet(RegisterDesk)


@hooks.register("register_admin_urls")
def import_address():
    """Where editors take answers over from a spreadsheet, and get one to fill in."""
    return [
        path("register-import/", answer_import, name="register-import"),
        re_path(r"^register-import/answers\.(?P<kind>csv|xlsx)$", import_template, name="register-import-template"),
    ]


@hooks.register("register_admin_menu_item")
def import_menu_item():
    """Its entry in the menu, for those who may add answers."""
    return ImportMenuItem(
        gettext_lazy("Import answers"), reverse_lazy("register-import"), icon_name="upload", order=241
    )


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def say_what_may_point_to_a_person(request, entry):
    """After an entry is saved, name what in its texts looks like an address, a telephone or another number."""
    found = findings(entry) if isinstance(entry, RegisterEntry) else ""
    if found:
        messages.warning(
            request, _("This may point to a person: %(found)s. Take it out, if it does.") % {"found": found}
        )


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def say_where_places_differ(request, entry):
    """After a profile or an answer is saved, say which places its profile and its answers do not share."""
    profile = entry.profile if isinstance(entry, ProfileAnswer) else entry
    if not isinstance(profile, EngagementProfile):
        return
    missing = profile.places_only_in_answers()
    if missing:
        names = ", ".join(place.name for place in missing)
        messages.warning(
            request,
            _("%(profile)s names places of its own, but not these of its answers: %(places)s. They are shown, too.")
            % {"profile": profile, "places": names},
        )
