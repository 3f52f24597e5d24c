"""The table of who may open what: one file a part of the site."""
