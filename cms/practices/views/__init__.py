"""Pages about practices that are not pages of the CMS, one file a noun."""
