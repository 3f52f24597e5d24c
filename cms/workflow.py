"""The way of a practice to its readers: who checks it. create_site sets it up once; then editors have the last word."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from .models import PracticeIndexPage, ProtectionCheckTask
from .people import EDITORS


def set_up_workflow(new_lists=()):
    """Make the protection check and its workflow, for every list of practices; return the workflow, or None.

    Where a protection check exists already, only `new_lists`, lists of practices that were made just now, are put
    under its workflow: what editors changed, switched off or took away stays as they left it.
    """
    task = ProtectionCheckTask.objects.first()
    if task:
        workflow = task.active_workflows.first()
        lists = [page for page in new_lists if workflow]
    else:
        workflow = make_workflow()
        lists = PracticeIndexPage.objects.all()
    for page in lists:
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
    return workflow


def make_workflow():
    """A workflow of one step: a person of the group of editors ticks the checklist."""
    workflow = Workflow.objects.create(name=_("Good practices: protection check, then publish"))
    task = ProtectionCheckTask.objects.create(name=_("Protection check"))
    task.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
