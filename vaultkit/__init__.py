"""vaultkit reads an Obsidian vault of AI dialogues: citations, frames, protocols, seeds, a map."""

__version__ = "0.1.0"
