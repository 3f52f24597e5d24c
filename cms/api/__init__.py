"""The subjects of open data that the CMS tells: good practices and guidance, as published."""

from . import guidance, practices

SUBJECTS = (practices.Practices, guidance.Guidance)
