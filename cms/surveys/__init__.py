"""Surveys: what a question asks on a page, on paper and in a file; sending, inviting, reviewing."""
