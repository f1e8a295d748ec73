"""What a seed becomes in another environment: one module for each kind of soil."""
