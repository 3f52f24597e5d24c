"""A government's steps and indicators by SDG target: to read, to print, and as a spreadsheet."""

import io

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from ..vlr import xlsx
from ..vlr.collect import collect
from .access import fetch_government
from .records import record_frame

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PUBLIC = "public"


def content_asked(request, government):
    """The content as ?show= asks for it: all, or with `public` only what anyone may see."""
    is_public = request.GET.get("show") == PUBLIC
    return collect(government, is_public=is_public, today=timezone.localdate())


@login_required
@require_GET
def sdg_list(request, pk):
    """Goal by goal and target by target, to read and to print; targets without anything are left out."""
    government = fetch_government(request, pk)
    context = record_frame(request, government, "sdg") | {"content": content_asked(request, government)}
    return render(request, "tracking/sdg_list.html", context)


@login_required
@require_GET
def sdg_export(request, pk):
    """The same as a spreadsheet, with a line for every target."""
    government = fetch_government(request, pk)
    content, file = content_asked(request, government), io.BytesIO()
    xlsx.render(content, file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="by-sdg-{government.slug}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
