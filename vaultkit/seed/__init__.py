"""Snapshot to seed package."""
