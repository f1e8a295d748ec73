"""Two small notes, one in Russian and one in English, with what the rules should find in them."""

from tests.seed.gold_meaning import Gold, snapshot_of
from vaultkit.notes.note_path import NotePath
from vaultkit.seed.making import Making
from vaultkit.seed.package import Package, make_package
from vaultkit.seed.selection import Selection
from vaultkit.snapshot import Snapshot


def frame(name: str, kind: str, title: str | None, span: list[int], **more: object) -> Gold:
    """Return the gold record of a frame; slots go by name."""
    named = {one: more.pop(one) for one in ("parent", "protocol", "table") if one in more}
    record: dict[str, object] = {
        "id": name,
        "kind": kind,
        "title": title,
        "span": span,
        "parent": None,
        "slots": more,
    }
    return record | named


def protocol(key: str, name: str, line: int, **more: object) -> Gold:
    """Return the gold record of a protocol."""
    return {
        "id": key,
        "name": name,
        "line": line,
        "span": [line, line],
        "role": "protocol",
        "status": "described",
        "tier": "core",
        "quote": name,
        "steps": [],
        **more,
    }


def citation(key: str, line: int, target: str, claim: str, cito: str = "cito:cites") -> Gold:
    """Return the gold record of a citation."""
    return {
        "id": key,
        "line": line,
        "target": target,
        "footnote": None,
        "claim": claim,
        "quote": claim,
        "cues": [],
        "acts": ["mentions"],
        "cito": cito,
    }


GARDEN: Gold = {
    "messages": [
        {
            "id": "m1",
            "role": "assistant",
            "author": "Assistant",
            "line": 1,
            "span": [1, 40],
            "timestamp": "2024-03-05T09:30",
            "uid": "0d5a3c1e-1111-4222-8333-444455556666",
            "raw": "> [!nexus_agent] Assistant",
        }
    ],
    "frames": [
        frame(
            "w1",
            "problem",
            "Почему сад засыхает без садовника",
            [2, 8],
            statement="Сад держится не на грядках, а на ежедневном внимании человека к почве.",
        ),
        frame(
            "w2",
            "solution",
            "Как пересадить сад",
            [9, 20],
            key="переносится порядок ухода, а не сами растения",
        ),
        frame("w3", "comparison", "Пересадка и копия", [21, 30], parent="w2", table="t1"),
        frame("w4", "protocol", "Пересадка по дневнику", [12, 12], parent="w2", protocol="k1"),
    ],
    "tables": [
        {
            "id": "t1",
            "span": [22, 26],
            "header_line": 22,
            "header": ["Признак", "Копия", "Пересадка"],
            "rows": [
                {"line": 24, "cells": ["Корни", "срезаны", "целы"]},
                {"line": 25, "cells": ["Почва", "любая", "подготовленная"]},
            ],
            "frame": "w3",
        }
    ],
    "exclusions": [{"line": 28, "item": "привычку садовника", "quote": "привычку", "frame": "w2"}],
    "oppositions": [
        {
            "id": "o1",
            "line": 5,
            "span": [5, 5],
            "type": "not_x_but_y",
            "rejected": "не на грядках",
            "asserted": "на ежедневном внимании",
        }
    ],
    "protocols": [
        protocol(
            "k1",
            "Пересадка по дневнику",
            12,
            medium=["дневник"],
            actor=["садовник"],
            steps=[
                "Прочесть дневник за прошлый год вслух",
                "Выписать всё, что повторялось каждую весну",
                "Спросить садовника, чего в дневнике нет",
            ],
            checks=["новый садовник называет три весенних дела без подсказки"],
        ),
        protocol("k2", "Копия грядок", 14, status="rejected", role="excluded"),
    ],
    "citations": [
        citation(
            "c1",
            7,
            "Дневник сада",
            "показывает, что полив менялся вместе с человеком, а не с погодой",
            "cito:citesAsEvidence",
        ),
        citation("c2", 15, "Garden log", "describes how the same bed was kept for ten years"),
    ],
    "relations": [{"from": "w1", "type": "resolved_by", "to": "w2"}],
}

LOG: Gold = {
    "frames": [
        frame(
            "e1",
            "principle",
            "What a garden log keeps",
            [1, 9],
            statement="A log keeps decisions and their reasons, for results cannot be replayed.",
        ),
        frame(
            "e2",
            "definition",
            "Handover",
            [10, 16],
            term="Handover",
            definiens="the moment at which another gardener answers for the soil",
        ),
    ],
    "relations": [{"from": "e1", "type": "precedes", "to": "e2"}],
}


def garden() -> Snapshot:
    """Return the snapshot of both notes."""
    return snapshot_of(
        ("Сад/Пересадка.md", "Сад держится\n", GARDEN),
        ("Garden log.md", "A log keeps decisions\n", LOG),
    )


def packed(
    snapshot: Snapshot | None = None,
    selection: Selection | None = None,
    making: Making | None = None,
) -> Package:
    """Return the seed of *snapshot*, by default of both notes."""
    return make_package(
        snapshot or garden(),
        selection or Selection(),
        making or Making(title="Сад без садовника", generator="vaultkit 0.1.0"),
        no_text,
    )


def no_text(path: NotePath) -> str:
    """Return no text: selections without a query need none."""
    return f"text of {path}"
