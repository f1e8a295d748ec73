"""What a seed can grow into: each target is a module that gives its files."""

TARGETS = ("vault", "skill", "prompt", "okf", "mem", "letta-memfs", "character-card", "mcp")
"""Names of the targets, the usual one first."""
