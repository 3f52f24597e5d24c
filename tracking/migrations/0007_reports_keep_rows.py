from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tracking", "0006_documents_of_reports")]

    operations = [
        migrations.RemoveField(model_name="report", name="docx"),
        migrations.RemoveField(model_name="report", name="xlsx"),
    ]
