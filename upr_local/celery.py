"""The Celery application; its settings live in the Django settings under CELERY_*."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upr_local.settings")

app = Celery("upr_local")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
