"""What was read, printed as data."""
