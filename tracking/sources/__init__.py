"""Pure readers of the documents recommendations come from: bytes in, RecommendationRow out, no database.

Start at `detect.read_rows`; a new format is one more module here and one more entry in `detect.READERS`.
"""
