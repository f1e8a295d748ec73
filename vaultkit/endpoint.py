"""Any OpenAI-compatible chat endpoint that the user names: one question, one answer.

The key comes from the environment (VAULTKIT_API_KEY) and is written nowhere. Redirects are not
followed, so it reaches no other host than the one named.
"""

import http.client
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vaultkit.errors import VaultkitError

KEY = "VAULTKIT_API_KEY"

MAX_ANSWER = 4 * 1024 * 1024
"""Bytes; a longer answer is not an answer."""

_AGAIN = {408, 409, 425, 429, 500, 502, 503, 504}
"""Statuses after which the same request may well succeed."""


_LONGEST_WAIT = 60.0
"""Seconds: an endpoint that asks for more than that is asked again sooner."""


class EndpointError(VaultkitError):
    """The endpoint cannot be used, or gives no answer."""


class NoAnswerError(EndpointError):
    """What came is no chat completion; gateways send such pages while they are busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One turn of the conversation that is sent."""

    role: str
    """system, user or assistant."""

    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where to ask, and how patiently."""

    url: str
    """Base address up to and with the version: ``http://127.0.0.1:11434/v1``."""

    model: str
    timeout: float = 120.0
    """Seconds for one try."""

    tries: int = 4
    pause: float = 1.0
    """Seconds before the second try; doubled before each further one."""

    def __post_init__(self) -> None:
        """Refuse what is no web address.

        Raises:
            EndpointError: The address has no http or https scheme, or no host.
        """
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise EndpointError(f"--endpoint {self.url!r} is no http or https address")

    def ask(self, messages: Sequence[Message]) -> str:
        """Return the answer to *messages*.

        Raises:
            EndpointError: No answer after all tries, or one that is none.
        """
        pause = self.pause
        for attempt in range(1, self.tries + 1):
            try:
                return _content(self._post(messages))
            except urllib.error.HTTPError as error:
                if error.code not in _AGAIN or attempt == self.tries:
                    raise EndpointError(_refused(self.url, error)) from None
                wait = _asked_to_wait(error)
            except (OSError, http.client.HTTPException) as error:
                if attempt == self.tries:
                    reason = getattr(error, "reason", None) or error
                    raise EndpointError(f"no answer from {self.url}: {reason}") from None
                wait = 0.0
            except NoAnswerError:
                if attempt == self.tries:
                    raise
                wait = 0.0
            time.sleep(max(pause, wait))
            pause *= 2
        raise EndpointError(f"no answer from {self.url}")

    def _post(self, messages: Sequence[Message]) -> bytes:
        said = [{"role": message.role, "content": message.content} for message in messages]
        body = json.dumps({"model": self.model, "messages": said, "temperature": 0}).encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        address = f"{self.url.rstrip('/')}/chat/completions"
        request = urllib.request.Request(address, body, headers, method="POST")  # noqa: S310  # the scheme is checked when an Endpoint is made
        with _OPENER.open(request, timeout=self.timeout) as answer:
            data: bytes = answer.read(MAX_ANSWER + 1)
        return data


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect unfollowed, so that it comes back as an error."""

    def redirect_request(self, *_: Any) -> None:
        """Refuse."""


_OPENER = urllib.request.build_opener(_NoRedirect)


def _asked_to_wait(error: urllib.error.HTTPError) -> float:
    """Return the seconds that the endpoint asks for (RFC 9110, 10.2.3); 0 where it does not."""
    told = error.headers.get("Retry-After", "") if error.headers else ""
    return min(float(told), _LONGEST_WAIT) if told.isascii() and told.isdecimal() else 0.0


def _refused(url: str, error: urllib.error.HTTPError) -> str:
    if error.code in {401, 403}:
        return f"{url} refuses the key: set {KEY} to one that it takes"
    if error.code == http.client.NOT_FOUND:
        return f"{url} has no chat/completions: give the address up to its version, as …/v1"
    return f"{url} answers {error.code} {error.reason}"


def _content(data: bytes) -> str:
    if len(data) > MAX_ANSWER:
        raise EndpointError("the answer is longer than 4 MiB")
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        content = None
    if not isinstance(content, str):
        raise NoAnswerError("the endpoint answers, but not as a chat endpoint does")
    return content
