"""The cache of a vault: what was read, by content, and full-text search."""
