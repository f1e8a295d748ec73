import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import mcp

from tests.seed.contents import ACT, SEED
from vaultkit.mcp_server import SKILLS, Host, seed_server
from vaultkit.seed.growth import Growth


class Kept:
    """A growth in memory."""

    def __init__(self) -> None:
        self.growth = Growth(seed="sha256:00", name="rost", target="mcp")

    def store(self, growth: Growth) -> None:
        self.growth = growth


def host(kept: Kept) -> Host:
    return Host(
        seed=SEED,
        description="d",
        frontmatter={"name": "rost", "description": "d"},
        files={"SKILL.md": b"# skill", "data/frames/a.md": b"x"},
        load=lambda: kept.growth,
        store=kept.store,
    )


def asked(what: str, *arguments: Any) -> Any:
    """Ask a server as a host with a model would; return the answer."""
    kept = Kept()

    async def ask() -> Any:
        async with mcp.Client(seed_server(host(kept))) as client:
            if what == "capabilities":
                return client.server_capabilities.extensions
            return await getattr(client, what)(*arguments)

    # The browser tests leave an event loop running in the thread that pytest runs in.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(ask())).result()


def test_the_tools_drive_the_growth() -> None:
    told = asked("call_tool", "next_act", {}).structured_content
    assert told["act"] == ACT.id
    assert told["prompt"] == ACT.prompt
    done = asked("call_tool", "submit_answers", {"act": ACT.id, "answers": {}, "by": "я"})
    assert done.structured_content["passed"]


def test_a_person_s_no_keeps_the_act_open() -> None:
    said = {"act": ACT.id, "answers": {}, "by": "я", "took": False, "note": "пересказ неверен"}
    assert not asked("call_tool", "submit_answers", said).structured_content["passed"]


def test_an_act_that_is_not_there_is_an_answer_and_no_crash() -> None:
    told = asked("call_tool", "submit_answers", {"act": "zz", "answers": {}})
    assert "no act zz" in told.structured_content["error"]


def test_claims_are_found_by_words() -> None:
    found = asked("call_tool", "find_claims", {"words": "НЕ а"}).structured_content["result"]
    assert [entry["id"] for entry in found] == ["c-1"]
    assert asked("call_tool", "find_claims", {"words": ""}).structured_content["result"] == []


def test_every_file_is_a_resource_and_every_act_a_prompt() -> None:
    uris = {str(resource.uri) for resource in asked("list_resources").resources}
    assert uris == {"skill://rost/SKILL.md", "skill://rost/data/frames/a.md"}
    read = asked("read_resource", "skill://rost/SKILL.md")
    assert hashlib.sha256(read.contents[0].text.encode()).hexdigest() == (
        hashlib.sha256(b"# skill").hexdigest()
    )
    assert [prompt.name for prompt in asked("list_prompts").prompts] == [ACT.id]


def test_the_skills_extension_is_there() -> None:
    assert SKILLS in asked("capabilities")
