"""From the code on a paper form to the form on the screen."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import paper


@login_required
@require_safe
def paper_find(request):
    """Type the code that stands on a paper form; the form's page asks who may see it."""
    code, error = request.GET.get("code", ""), ""
    if code:
        address = paper.address_of(code)
        if address:
            return redirect(address)
        error = _("No form has the code “%(code)s”. Look at the corner of the sheet: letters, numbers, one letter.")
        error %= {"code": code[:40]}
    context = {"code": code[:40], "error": error}
    return render(request, "tracking/paper_find.html", context, status=404 if error else 200)
