"""Where the inputs to a call contradict each other: flags that a person settles with a note, never corrections.

Each kind is a function from the Case of one recommendation to Flags; `reading.cases` reads a whole call for them.
"""

from .finding import find, find_settled, kept, look_again
from .flag import Flag
from .reading import Case

__all__ = ["Case", "Flag", "find", "find_settled", "kept", "look_again"]
