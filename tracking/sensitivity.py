"""Which recommendations are on a sensitive topic: those whose themes or groups of persons are."""

from .models import Group, Recommendation, Theme, ThemeLink

CHUNK = 500  # rows of one statement


def sensitive_words():
    """({primary keys of sensitive themes}, {those of sensitive groups})."""
    themes = Theme.objects.filter(is_sensitive=True).values_list("pk", flat=True)
    return set(themes), set(Group.objects.filter(is_sensitive=True).values_list("pk", flat=True))


def mark(recommendations):
    """Mark those of these primary keys that carry a sensitive theme or group; never takes a mark off."""
    recommendations = list(recommendations)
    for start in range(0, len(recommendations), CHUNK):
        _mark(Recommendation.objects.filter(pk__in=recommendations[start : start + CHUNK]), *sensitive_words())


def mark_newly(before):
    """Mark those that carry a theme or group that became sensitive since `before`, an answer of `sensitive_words`.

    A mark that somebody took off stays off as long as the words stay what they are.
    """
    themes, groups = (now - then for now, then in zip(sensitive_words(), before, strict=True))
    if themes or groups:
        _mark(Recommendation.objects.all(), themes, groups)


def _mark(rows, themes, groups):
    by_theme = ThemeLink.objects.filter(theme__in=themes).values("recommendation")
    by_group = Recommendation.groups.through.objects.filter(group__in=groups).values("recommendation")
    plain = rows.filter(is_sensitive=False)
    plain.filter(pk__in=by_theme).update(is_sensitive=True)
    plain.filter(pk__in=by_group).update(is_sensitive=True)
