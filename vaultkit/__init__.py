"""vaultkit reads an Obsidian vault of AI dialogues: citations, frames, protocols, seeds, a map."""
