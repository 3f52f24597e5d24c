"""UPR Local: the project package. Importing it binds Celery tasks to this site."""

from upr_local.celery import app as celery_app

__all__ = ["celery_app"]
