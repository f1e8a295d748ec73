"""Lists the skills of a served seed with FastMCP's own client; run in its environment.

Arguments: the vaultkit program, the seed, a new folder. Prints the entry as JSON, then whether
every file that was read has the digest that was listed.
"""

import asyncio
import hashlib
import json
import sys

from fastmcp import Client
from fastmcp.client.transports import StdioTransport
from fastmcp.skills import SkillsClientExtension


async def main() -> None:
    program, seed, folder = sys.argv[1:]
    arguments = ["seed", "grow", seed, "--into", folder, "--target", "mcp"]
    transport = StdioTransport(program, arguments)
    async with Client(transport, extensions=[SkillsClientExtension()]) as client:
        (skill,) = (await client.list_skills_mcp()).skills
        right = 0
        for resource in skill.resources:
            (content,) = await client.read_resource(resource.uri)
            digest = hashlib.sha256(content.text.encode()).hexdigest()
            right += resource.digest == f"sha256:{digest}"
        print(
            json.dumps(
                {"name": skill.frontmatter.name, "files": len(skill.resources), "right": right}
            )
        )


asyncio.run(main())
