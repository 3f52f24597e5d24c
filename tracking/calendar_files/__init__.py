"""Deadlines for calendar programs: collect what a person may see in a fixed number of queries, then write iCalendar."""

from .collecting import of_call, of_government, of_person
from .writing import write

__all__ = ["of_call", "of_government", "of_person", "write"]
