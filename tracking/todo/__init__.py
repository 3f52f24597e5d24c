"""What waits for a person: lines that each count something and lead to where it is done."""

from .collecting import collected
from .commenter import of_commenter
from .government import of_government
from .lines import Line, Todo, When, days_left
from .state import of_state

__all__ = ["Line", "Todo", "When", "collected", "days_left", "of_commenter", "of_government", "of_state"]
