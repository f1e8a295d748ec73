"""File events to pulses: that something changed and where, never what."""
