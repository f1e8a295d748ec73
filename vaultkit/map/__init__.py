"""Snapshot to map."""
