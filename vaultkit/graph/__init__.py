"""All notes to one resolved graph."""
