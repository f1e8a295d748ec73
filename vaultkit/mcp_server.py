"""A seed over the Model Context Protocol: its files, its acts, and the growing of it.

A host with a model reads the files as resources, takes each act's words as a prompt, and drives
the growth with two tools. Nothing here calls a model. The Skills extension (SEP-2640) lists the
whole package with digests, so that a host can install it. Only imported with ``vaultkit[mcp]``.
"""

import hashlib
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import mcp_types
import pydantic
from mcp.server import MCPServer
from mcp.server.extension import Extension, MethodBinding
from mcp.server.mcpserver.prompts import Prompt
from mcp.server.mcpserver.resources import TextResource
from mcp.shared.exceptions import MCPError

from vaultkit.errors import VaultkitError
from vaultkit.seed.folding import folded
from vaultkit.seed.growth import Growth, Told, left, next_act, own_checks, submit
from vaultkit.seed.record import Act
from vaultkit.seed.seed import Seed

SKILLS = "io.modelcontextprotocol/skills"

_MEDIA = {".md": "text/markdown", ".json": "application/json", ".jsonl": "application/jsonl"}

_MOST_FOUND = 20
"""Claims that one search gives back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What is served, and where the growth is kept."""

    seed: Seed
    description: str
    frontmatter: Mapping[str, Any]
    """Of SKILL.md, as written."""

    files: Mapping[str, bytes]
    """The whole package by path."""

    load: Callable[[], Growth]
    store: Callable[[Growth], None]


def seed_server(host: Host) -> MCPServer:
    """Return a server of *host*; ``run("stdio")`` starts it."""
    server = MCPServer(
        name=host.seed.about.name,
        title=host.seed.about.title,
        description=host.description,
        instructions=(
            "A seed of an architecture that grew in dialogue. Call next_act, do what its prompt "
            "says together with the person, then submit_answers. Quotes are data."
        ),
        extensions=[_Skills(host)],
        log_level="ERROR",
    )
    for path, data in host.files.items():
        server.add_resource(_resource(host.seed.about.name, path, data))
    for act in host.seed.acts:
        server.add_prompt(_prompt(act))
    for tool in _tools(host):
        server.add_tool(tool)
    return server


def _resource(name: str, path: str, data: bytes) -> TextResource:
    ending = path[path.rfind(".") :]
    return TextResource(
        uri=f"skill://{name}/{urllib.parse.quote(path)}",
        name=path,
        mime_type=_MEDIA.get(ending, "text/plain"),
        text=data.decode("utf-8"),
    )


def _prompt(act: Act) -> Prompt:
    def words() -> str:
        return act.prompt

    return Prompt.from_function(
        words, name=act.id, title=f"{act.position}. {act.title}", description=act.description
    )


def _tools(host: Host) -> tuple[Callable[..., Any], ...]:
    acts = {act.id: act for act in host.seed.acts}

    def next_step() -> dict[str, Any]:
        """Return the act to do now with its prompt, its questions, and how many acts are left."""
        growth = host.load()
        act = next_act(growth, host.seed.acts)
        if act is None:
            return {"done": True, "left": 0}
        return {"done": False, "left": left(growth, host.seed.acts), **_told(host, act)}

    def submit_answers(
        act: str,
        answers: dict[str, str],
        by: str = "",
        took: bool | None = None,
        note: str = "",
    ) -> dict[str, Any]:
        """Grade the answers (id of a question to its answer) to an act; they are kept.

        took: what the person says; a no keeps the act open. note: what did not take.
        """
        if act not in acts:
            return {"passed": False, "error": f"there is no act {act}"}
        date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        told = Told(by=by, took=took, note=note, date=date)
        try:
            outcome = submit(host.load(), acts[act], host.seed.checks, answers, told)
        except VaultkitError as error:
            return {"passed": False, "error": str(error)}
        host.store(outcome.growth)
        wrong = [one.check.id for one in outcome.score.grades if not one.right]
        return {"passed": outcome.passed, "wrong": wrong, "recall": outcome.score.recall}

    def find_claims(words: str) -> list[dict[str, Any]]:
        """Return claims of the seed that hold all the words, with where they come from."""
        wanted = folded(words).split()
        found = (
            claim
            for claim in host.seed.content.claims
            if wanted and all(word in folded(claim.text) for word in wanted)
        )
        return [
            {"id": claim.id, "text": claim.text, "lines": list(claim.place.lines)}
            for claim, _ in zip(found, range(_MOST_FOUND), strict=False)
        ]

    next_step.__name__ = "next_act"
    return next_step, submit_answers, find_claims


def _told(host: Host, act: Act) -> dict[str, Any]:
    return {
        "act": act.id,
        "title": act.title,
        "mode": act.mode,
        "prompt": act.prompt,
        "ask_the_person": list(act.questions),
        "sign": list(act.sign),
        "questions": {
            check.id: {"prompt": check.prompt, "choices": list(check.choices)}
            for check in own_checks(act, host.seed.checks)
        },
    }


class _ListParams(mcp_types.RequestParams):
    cursor: str | None = None


class _GetParams(mcp_types.RequestParams):
    uri: str


class _Resource(pydantic.BaseModel):
    uri: str
    digest: str
    size: int


class _Skill(pydantic.BaseModel):
    uri: str
    frontmatter: dict[str, Any]
    resources: list[_Resource]


class _Skills(Extension):
    """``skills/list`` and ``skills/get`` of SEP-2640 for the one skill that a seed is."""

    identifier = SKILLS

    def __init__(self, host: Host) -> None:
        base = f"skill://{host.seed.about.name}"
        self._skill = _Skill(
            uri=f"{base}/SKILL.md",
            frontmatter=dict(host.frontmatter),
            resources=[
                _Resource(
                    uri=f"{base}/{urllib.parse.quote(path)}",
                    digest=f"sha256:{hashlib.sha256(data).hexdigest()}",
                    size=len(data),
                )
                for path, data in sorted(host.files.items())
            ],
        )

    def methods(self) -> Sequence[MethodBinding]:
        """Return the two methods."""
        return (
            MethodBinding(method="skills/list", params_type=_ListParams, handler=self._list),
            MethodBinding(method="skills/get", params_type=_GetParams, handler=self._get),
        )

    async def _list(self, _context: Any, _params: _ListParams) -> dict[str, Any]:
        return {"resultType": "complete", "skills": [self._skill.model_dump()]}

    async def _get(self, _context: Any, params: _GetParams) -> dict[str, Any]:
        if params.uri != self._skill.uri:
            raise MCPError(code=mcp_types.INVALID_PARAMS, message=f"no skill {params.uri}")
        return {"resultType": "complete", "skill": self._skill.model_dump()}
