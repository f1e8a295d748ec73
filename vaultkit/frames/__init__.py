"""What the notes mean: messages, citations, frames, protocols."""
