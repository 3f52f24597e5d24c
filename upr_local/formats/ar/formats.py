"""Dates and numbers in Arabic as the UN writes them: the day first, months as words, 24 hours, groups of three digits.

Months as words where there is little room, too: between digits and strokes the day and the year would change places.
"""

DATE_FORMAT = SHORT_DATE_FORMAT = "j F Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j F Y، H:i"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"  # keeps its place between digits, whichever way the text runs
NUMBER_GROUPING = 3
