"""Fills roc-validator's cache with the context that PyPI's rocrate ships; run in its environment.

The validator asks for the JSON-LD context over the network and has no other way to be given it.
"""

import importlib.resources
import io
import json
import sys

import requests
import requests_cache
import urllib3
from requests.adapters import BaseAdapter

CONTEXT = importlib.resources.files("rocrate").joinpath("data", "ro-crate.jsonld").read_bytes()


class Shelf(BaseAdapter):
    """Answers every request with the context."""

    def send(self, request, **_options):
        headers = {"Content-Type": "application/ld+json"}
        answer = requests.Response()
        answer.status_code, answer.url, answer.request = 200, request.url, request
        answer.headers.update(headers)
        answer.raw = urllib3.HTTPResponse(
            io.BytesIO(CONTEXT),
            headers,
            200,
            preload_content=False,
            request_method="GET",
            request_url=request.url,
        )
        return answer

    def close(self):
        """Nothing is open."""


session = requests_cache.CachedSession(sys.argv[1], backend="sqlite", expire_after=-1)
session.mount("https://", Shelf())
session.get(
    json.loads(CONTEXT)["@id"], headers={"Accept": "application/ld+json, application/json"}
)
