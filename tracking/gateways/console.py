"""A gateway that writes texts to the console of the worker: for trying out."""

import sys

from .base import Gateway


class ConsoleGateway(Gateway):
    """Prints what would be sent; the number itself stays out of what may be kept as a log."""

    def send(self, person, text):
        """Print the text with the last digits of the number."""
        sys.stdout.write(f"Text to a phone ending in {person.phone[-2:]}: {text}\n")
        sys.stdout.flush()
