"""What only the whole vault can tell: one module for each concern of the vault pass."""
