"""``ro-crate-metadata.json``: the seed told to archives (RO-Crate 1.3).

Acts are a HowTo with its steps, which is what is planned; who carries them out adds a
CreateAction for each (Process Run Crate). Folders stand for their files, so that the crate of a
large vault stays small; every single file is in ``seed.json`` with its digest.
"""

from typing import Any

from vaultkit.seed.record import Act, json_bytes
from vaultkit.seed.seed import Seed
from vaultkit.seed.skill import description
from vaultkit.seed.wording import Wording

CONTEXT = "https://w3id.org/ro/crate/1.3/context"
SPECIFICATION = "https://w3id.org/ro/crate/1.3"
PROFILE = "urn:vaultkit:profile:seed:1.0"
_TERMS = {
    "cito": "http://purl.org/spar/cito/",
    "prov": "http://www.w3.org/ns/prov#",
    "needs": {"@id": "urn:vaultkit:term:needs", "@type": "@id"},
    "mode": "urn:vaultkit:term:mode",
    "transferKind": "urn:vaultkit:term:transferKind",
}
_KINDS = {
    "md": "text/markdown",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "graphml": "application/graphml+xml",
    "canvas": "application/json",
}
_FOLDERS = ("acts", "checks", "conflicts", "frames", "graph", "protocols", "schema", "sources")


def crate_file(seed: Seed, files: dict[str, bytes]) -> bytes:
    """Return the crate of a bundle that holds *files* (by path in the bundle)."""
    single = sorted(path for path in files if "/" not in path)
    folders = [name for name in _FOLDERS if any(path.startswith(f"{name}/") for path in files)]
    described = [path for path in single if path != "ro-crate-metadata.json"]
    described += ["checks/quiz.jsonl", "graph/graph.json", "graph/graph.graphml"]
    entities = [
        _descriptor(),
        _root(seed, [*described, *(act.file for act in seed.acts)], folders),
        {"@id": PROFILE, "@type": ["CreativeWork", "Profile"], "name": "vaultkit seed 1.0"},
        _licence(seed),
        _generator(seed),
        *(_folder(seed, name) for name in folders),
        *(_file(path, files) for path in described),
        *(_file(act.file, files) for act in seed.acts),
        _how_to(seed),
        *(_step(act) for act in seed.acts),
    ]
    return json_bytes({"@context": [CONTEXT, _TERMS], "@graph": entities})


def _descriptor() -> dict[str, Any]:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": SPECIFICATION},
    }


def _root(seed: Seed, files: list[str], folders: list[str]) -> dict[str, Any]:
    about = seed.about
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": about.id,
        "name": about.title,
        "description": description(seed),
        "datePublished": about.created,
        "version": about.version,
        "inLanguage": seed.content.language,
        "license": {"@id": "#licence"},
        "conformsTo": {"@id": PROFILE},
        "mainEntity": {"@id": "#growing"},
        "hasPart": [{"@id": path} for path in (*(f"{name}/" for name in folders), *files)],
        "prov:wasAttributedTo": {"@id": "#vaultkit"},
    }
    if about.previous is not None:
        root["prov:wasRevisionOf"] = f"{about.id} {about.previous.version}"
    return root


def _licence(seed: Seed) -> dict[str, Any]:
    text = seed.about.license or Wording(seed.content.language)("licence.none")
    return {"@id": "#licence", "@type": "CreativeWork", "name": text, "description": text}


def _generator(seed: Seed) -> dict[str, Any]:
    # Not a SoftwareApplication: that must have a URL, and there is no place on the web to name.
    return {"@id": "#vaultkit", "@type": "CreativeWork", "name": seed.about.generator}


def _folder(seed: Seed, name: str) -> dict[str, Any]:
    say = Wording(seed.content.language)
    return {
        "@id": f"{name}/",
        "@type": "Dataset",
        "name": name,
        "description": say.word("skill.layout", name),
    }


def _file(path: str, files: dict[str, bytes]) -> dict[str, Any]:
    return {
        "@id": path,
        "@type": "File",
        "name": path,
        "encodingFormat": _KINDS.get(path.rpartition(".")[2], "text/plain"),
        **({"contentSize": str(len(files[path]))} if path in files else {}),
    }


def _how_to(seed: Seed) -> dict[str, Any]:
    return {
        "@id": "#growing",
        "@type": "HowTo",
        "name": Wording(seed.content.language)("h.acts"),
        "step": [{"@id": f"#{act.id}"} for act in seed.acts],
    }


def _step(act: Act) -> dict[str, Any]:
    return {
        "@id": f"#{act.id}",
        "@type": "HowToStep",
        "name": act.title,
        "position": act.position,
        "text": act.description,
        "subjectOf": {"@id": act.file},
        "needs": [{"@id": f"#{need}"} for need in act.needs],
        "mode": act.mode,
        "transferKind": act.transfer_kind,
    }
