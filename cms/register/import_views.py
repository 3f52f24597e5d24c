"""The editors' import of answers: upload, preview, confirm. The signed preview is what is confirmed."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.models import MappingExercise, ProfileAnswer

from .import_template import column_help, template_csv, template_xlsx
from .importing import UnreadableFile, preview, read_rows, save
from .protecting import findings
from .views import SHEET_TYPE, download

CSV_TYPE = "text/csv; charset=utf-8"
SALT = "register-import"
LARGEST = 2_000_000  # bytes
VALID_SECONDS = 3600


class ImportForm(forms.Form):
    """Which mapping the answers belong to, and the file."""

    mapping = forms.ModelChoiceField(MappingExercise.objects.all(), label=gettext_lazy("Mapping"))
    file = forms.FileField(label=gettext_lazy("CSV or XLSX file"))

    def clean_file(self):
        """The rows of the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 2 MB. Divide it."))
        try:
            return read_rows(file.name, file.read())
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error


def answer_import(request):
    """Show the form; preview what was uploaded; save what was previewed."""
    if not request.user.has_perm("cms.add_profileanswer"):
        raise PermissionDenied
    if "confirmed" in request.POST:
        return confirm(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    context = {"form": form, "columns": column_help()}
    if form.is_valid():
        mapping, rows = form.cleaned_data["mapping"], form.cleaned_data["file"]
        signed = signing.dumps({"mapping": mapping.pk, "rows": rows}, salt=SALT, compress=True)
        lines = preview(mapping, rows)
        warned = [(line, findings(line.answer) if line.is_new else "") for line in lines]
        context |= {"mapping": mapping, "lines": warned, "signed": signed, **counted(lines)}
    return render(request, "cms/register/admin/import.html", context)


def counted(lines):
    """How many lines are new, were taken over before, are left out."""
    return {
        "new": sum(line.is_new for line in lines),
        "known": sum(line.is_known for line in lines),
        "left_out": sum(bool(line.problems) for line in lines),
    }


def import_template(request, kind):
    """The house's own spreadsheet for the import."""
    if not request.user.has_perm("cms.add_profileanswer"):
        raise PermissionDenied
    content, content_type = (template_csv(), CSV_TYPE) if kind == "csv" else (template_xlsx(), SHEET_TYPE)
    return download(content, content_type, f"answers.{kind}")


def confirm(request):
    """Save the rows that the preview signed; an hour later it has to be looked at again."""
    try:
        shown = signing.loads(request.POST["confirmed"], salt=SALT, max_age=VALID_SECONDS)
        mapping = MappingExercise.objects.get(pk=shown["mapping"])
    except (signing.BadSignature, MappingExercise.DoesNotExist):
        messages.error(request, _("The preview is no longer valid. Upload the file again."))
        return redirect("register-import")
    count = save(preview(mapping, shown["rows"]), by=request.user)
    text = ngettext("%(count)s answer saved as a draft.", "%(count)s answers saved as drafts.", count)
    messages.success(request, text % {"count": count})
    return redirect(ProfileAnswer.snippet_viewset.get_url_name("list"))
