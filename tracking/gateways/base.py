"""What every gateway is.

To write another one: make a module beside this one (or a package of your own on the Python path) with a class that
inherits Gateway, and set MESSAGE_GATEWAY to its dotted path, such as "tracking.gateways.console.ConsoleGateway".

- `send` hands one text to the provider and returns; raise GatewayError where that fails, or let the error of the
  library through: the reminder's row notes it, the mail beside it is not touched, nothing is sent a second time.
- It is called at most once for a reminder, outside any transaction. Keep a time limit of your own of some seconds:
  other mails wait behind it.
- `person.phone` is what the person typed ("+34 600 000 000"); bring it into the form that the provider asks for.
- The text is short and holds counts and a link. Send nothing else, and keep neither number nor text in logs.
- Read keys and addresses from the environment in `__init__` (upr_local/environment.py has helpers), so that a missing
  one is noticed when the first text is due: `manage.py check_background` names a gateway that cannot be started.
"""


class GatewayError(Exception):
    """A text could not be handed to the provider."""


class Gateway:
    """Sends one short text to one person."""

    def send(self, person, text):
        """Hand `text` to the provider for `person` (a User with a phone number)."""
        raise NotImplementedError
