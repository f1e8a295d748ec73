"""Long runs of a real watch under faults; `scripts/soak` starts them."""
