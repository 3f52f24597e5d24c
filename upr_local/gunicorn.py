"""How gunicorn serves the site; environment: HOST, PORT, WEB_WORKERS."""

import gc
import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 60
keepalive = 30
graceful_timeout = 10
loglevel = "warning"
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
control_socket_disable = True  # nobody steers the server from outside


def when_ready(server):
    """Keep what was loaded once out of every later garbage collection."""
    gc.freeze()
