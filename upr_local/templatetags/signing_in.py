"""Template filters of the pages about signing in."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# In the order in which they must be asked: most browsers name others too.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent):
    """What a browser says of itself, in words people know: "Firefox, Windows"; "unknown browser" otherwise."""
    known = [next((name for mark, name in names if mark in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in known if name) or _("unknown browser")
