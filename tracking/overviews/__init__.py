"""Overviews that everybody reads: what was recommended, and what local governments publish on it."""

from .csv import as_csv
from .figures import Figures, figures, figures_of
from .governments import as_lines, publishing
from .lines import Line, by_dimension, by_review, by_reviews, by_reviews_of, listed, of_goals, of_themes
from .subjects import of_goal, of_theme, targets_of

__all__ = [
    "Figures",
    "Line",
    "as_csv",
    "as_lines",
    "by_dimension",
    "by_review",
    "by_reviews",
    "by_reviews_of",
    "figures",
    "figures_of",
    "listed",
    "of_goal",
    "of_goals",
    "of_theme",
    "of_themes",
    "publishing",
    "targets_of",
]
