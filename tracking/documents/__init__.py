"""Writes documents for offices: words and tables as plain data in, Word files and spreadsheets out."""
