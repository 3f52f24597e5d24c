"""The search also finds what is neither a page nor a file: steps, the register, surveys, themes, goals and States."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0005_register_translations'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='searchentry',
            name='search_entry_speaks_of_one_thing',
        ),
        migrations.AddField(
            model_name='searchentry',
            name='record',
            field=models.CharField(blank=True, max_length=20, verbose_name='what else it is'),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='record_id',
            field=models.PositiveBigIntegerField(null=True, verbose_name='primary key of that'),
        ),
        migrations.AlterField(
            model_name='searchentry',
            name='kind',
            field=models.CharField(choices=[('practice', 'Good practice'), ('guidance', 'Guidance'), ('course', 'Course'), ('page', 'Page'), ('government', 'City or region'), ('step', 'Implementation step'), ('register', 'Engagement register'), ('survey', 'Survey'), ('overview', 'Theme, SDG goal or State'), ('report', 'Published report'), ('document', 'Document')], max_length=12, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='searchentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document__isnull', True), ('government__isnull', True), ('page__isnull', False), ('record_id__isnull', True), ('report__isnull', True)), models.Q(('document__isnull', False), ('government__isnull', True), ('page__isnull', True), ('record_id__isnull', True), ('report__isnull', True)), models.Q(('document__isnull', True), ('government__isnull', True), ('page__isnull', True), ('record_id__isnull', True), ('report__isnull', False)), models.Q(('document__isnull', True), ('government__isnull', False), ('page__isnull', True), ('record_id__isnull', True), ('report__isnull', True)), models.Q(('document__isnull', True), ('government__isnull', True), ('page__isnull', True), ('record_id__isnull', False), ('report__isnull', True)), _connector='OR'), name='search_entry_speaks_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='searchentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('record', ''), ('record_id__isnull', True)), models.Q(models.Q(('record', ''), _negated=True), ('record_id__isnull', False)), _connector='OR'), name='search_entry_record_is_whole'),
        ),
    ]
