"""The script for another program's environment is not ours to collect."""

collect_ignore = ["roc_cache.py"]
