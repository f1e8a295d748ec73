"""One file's text to a Note: what stands in it, as Obsidian reads it."""
