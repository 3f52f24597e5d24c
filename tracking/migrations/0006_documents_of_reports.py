import hashlib

from django.db import migrations


def move_documents(apps, schema_editor):
    """Every edition's Word file and spreadsheet become rows of their own; a file that is gone leaves none."""
    documents = apps.get_model("tracking", "ReportDocument").objects
    for report in apps.get_model("tracking", "Report").objects.filter(status="ready").defer("content"):
        for kind in ("docx", "xlsx"):
            stored = getattr(report, kind)
            if not stored or not stored.storage.exists(stored.name):
                continue
            with stored.open() as file:
                content = file.read()
            facts = {"file": stored.name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            documents.get_or_create(report=report, kind=kind, source=None, defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("tracking", "0005_midterm_compile")]

    operations = [migrations.RunPython(move_documents, migrations.RunPython.noop)]
