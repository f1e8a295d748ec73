"""Scripts for the environments of other programs are not ours to collect."""

collect_ignore = ["fastmcp_client.py", "roc_cache.py"]
