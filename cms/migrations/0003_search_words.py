"""The words of the site's search: a table of the database's own kind, which Django's models do not know."""

from django.db import migrations

from cms.migrations import _search_words


class Migration(migrations.Migration):
    dependencies = [("cms", "0002_public_house")]

    operations = [migrations.RunPython(_search_words.make, _search_words.drop)]
