"""The local and regional governments of a State as their coordinator keeps them."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..documents.words import number_word
from ..models import LocalGovernment, Membership

Post = Membership.Post
LABELS = {Post.FOCAL_POINT: gettext_lazy("Focal point"), Post.ALTERNATE: gettext_lazy("Alternate")}


class PostColumn(tables.Column):
    """Who holds a post, or that it is vacant."""

    def __init__(self, post, **options):
        super().__init__(empty_values=(), orderable=False, verbose_name=LABELS[post], **options)
        self.post = post

    def render(self, record):
        """The holder's name."""
        held = (row.user for row in record.memberships.all() if row.post == self.post)
        return str(next(held, _("vacant")))


class PlaceTable(tables.Table):
    """`managed` are the pks of the States whose governments the reader may change."""

    caption = gettext_lazy("Local and regional governments")
    row_header = "name"
    name = tables.Column(attrs={"th": {"class": "text"}})
    level = tables.Column()
    parent = tables.Column(verbose_name=gettext_lazy("Belongs to"), order_by=("parent__name", "name"))
    population = tables.Column(attrs={"cell": {"class": "num"}})
    focal_point = PostColumn(Post.FOCAL_POINT)
    alternate = PostColumn(Post.ALTERNATE)
    last_event_at = tables.DateColumn(verbose_name=gettext_lazy("Last update"), format="SHORT_DATE_FORMAT")

    class Meta:
        model = LocalGovernment
        fields = ("name", "level", "parent", "population", "focal_point", "alternate", "last_event_at")
        order_by = "name"

    def __init__(self, *args, managed=frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        self.managed = managed

    def render_name(self, record):
        """The name leads to the form for those who may change it."""
        if record.state_id not in self.managed:
            return record.name
        return format_html('<a href="{}">{}</a>', reverse("tracking:place-edit", args=[record.pk]), record.name)

    def render_population(self, value):
        """With the separators of the language."""
        return number_word(value)

    def render_parent(self, record):
        """What it belongs to, and whether that collects for it."""
        if record.is_collected_by_parent:
            return _("%(parent)s, which collects for it") % {"parent": record.parent}
        return str(record.parent)
