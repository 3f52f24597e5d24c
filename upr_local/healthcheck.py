"""`python -m upr_local.healthcheck`: exits 0 while the web server of this container answers."""

import http.client
import os
import sys


def main():
    """Ask the health page of this machine; 0 for a good answer, else 1."""
    connection = http.client.HTTPConnection("localhost", int(os.environ.get("PORT", "8000")), timeout=5)
    try:
        connection.request("GET", "/health/", headers={"X-Forwarded-Proto": "https"})
        return 0 if connection.getresponse().status == 200 else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
