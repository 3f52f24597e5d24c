"""Steps and indicators of a government by SDG target, for its Voluntary Local Review: collected once, then rendered."""
