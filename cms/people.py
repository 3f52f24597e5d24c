"""What editors may do: pages, pictures, documents and the register; nothing of the tracking app."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .models import EngagementProfile, LessonEntry, MappingExercise, NeedEntry, ProfileAnswer, Question, StarterPage
from .models.register_vocabulary import WORD_MODELS

EDITORS = "Editors"
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")
FILE_PERMISSIONS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
SITE_PERMISSIONS = (
    ("wagtailadmin", "access_admin"),
    ("wagtail_localize", "submit_translation"),
)
REDIRECTS = "editors/redirects"  # the mark that they were let keep redirects; an administrator may take it back
REGISTER_MODELS = (MappingExercise, EngagementProfile, ProfileAnswer, LessonEntry, NeedEntry, Question, *WORD_MODELS)


def set_up_editors():
    """Give the group of editors its permissions over the whole tree of pages; return the group."""
    group = Group.objects.get_or_create(name=EDITORS)[0]
    root = Page.get_first_root_node()
    for codename in PAGE_PERMISSIONS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    files = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=FILE_PERMISSIONS
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=files, permission=permission)
    let_write()
    let_keep_redirects()
    let_keep_register()
    let_run_surveys()
    return group


def let_write():
    """Let the editors into the administration, and translate pages there."""
    group = Group.objects.get_or_create(name=EDITORS)[0]
    for app_label, codename in SITE_PERMISSIONS:
        group.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))


def let_keep_redirects():
    """Let the editors see and change where old addresses lead; once, also on sites that stand already."""
    if StarterPage.objects.get_or_create(key=REDIRECTS, language="")[1]:
        group = Group.objects.get_or_create(name=EDITORS)[0]
        group.permissions.add(*Permission.objects.filter(content_type__app_label="wagtailredirects"))


def let_keep_register():
    """Let the editors maintain the engagement register, publish its entries, and add words to its lists."""
    group = Group.objects.get_or_create(name=EDITORS)[0]
    for model in REGISTER_MODELS:
        codenames = [f"{action}_{model._meta.model_name}" for action in ("view", "add", "change", "delete", "publish")]
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label=model._meta.app_label, codename__in=codenames)
        )


def let_run_surveys():
    """Let the editors build surveys, invite bodies, read what they answer and see whom they may ask about it."""
    group = Group.objects.get_or_create(name=EDITORS)[0]
    codenames = [f"{action}_survey" for action in ("view", "add", "change", "delete")]
    codenames += ["change_surveyanswer", "view_surveycontact"]
    group.permissions.add(*Permission.objects.filter(content_type__app_label="cms", codename__in=codenames))
