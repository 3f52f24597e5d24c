"""The engagement register around its models: words, desk of the editors, public pages, files."""
