"""Reminders with real processes: a mail server, a broker, workers and beats that are killed."""
