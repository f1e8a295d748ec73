"""Modules of the whole vault: one frame each, with every place where the module appears."""

from collections.abc import Mapping

from vaultkit.frames.identity import anchor_id, revision
from vaultkit.frames.record import Evidence, Filler, Frame, Lines, Meaning, ModuleMention
from vaultkit.notes.note_path import NotePath

CONTAINER = "vault"
"""Container of records that belong to no single note."""

Place = tuple[NotePath, ModuleMention]


def find_modules(meanings: Mapping[NotePath, Meaning]) -> tuple[Frame, ...]:
    """Return the modules of the vault in the order of their names.

    A name counts where some note declares it a module (confidence A); one in capitals also where
    it is written as code and appears in more than one line (C). Then every mention counts.
    """
    places: dict[str, list[Place]] = {}
    for path, meaning in meanings.items():
        for mention in meaning.modules:
            places.setdefault(mention.name, []).append((path, mention))
    return tuple(
        _module(name, places[name]) for name in sorted(places) if _is_module(places[name])
    )


def _is_module(places: list[Place]) -> bool:
    if any(mention.declared for _, mention in places):
        return True
    if not places[0][1].name.isupper():
        return False
    lines = {(path, mention.line) for path, mention in places}
    return len(lines) > 1 and any(mention.code for _, mention in places)


def _module(name: str, places: list[Place]) -> Frame:
    declared = any(mention.declared for _, mention in places)
    line = places[0][1].line
    seen = dict.fromkeys((path, mention.line) for path, mention in places)
    return Frame(
        id=anchor_id(CONTAINER, "module", name),
        rev=revision(name),
        kind="module",
        title=name,
        container=CONTAINER,
        span=Lines(line, line),
        slots={"name": (Filler(value=name, line=line),)},
        confidence="A" if declared else "C",
        rules=("module-declared",) if declared else ("module-token",),
        evidence=tuple(Evidence(note=path, line=at, quote=name) for path, at in seen),
    )
