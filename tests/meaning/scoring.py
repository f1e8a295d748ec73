"""How near a printed record comes to a gold record, layer by layer.

The measures are those of the project's evaluation: exact multisets for what can be read off the
page, one-to-one matches by overlap for what must be understood. ``core`` gold items must be found;
``extended`` ones may be, and finding one is never an error.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple

Record = dict[str, Any]
Score = Callable[[Any, Any], float]

EXACT = (
    "messages",
    "sections",
    "wikilinks",
    "footnote_refs",
    "footnote_defs",
    "citation_edges",
    "table_cells",
    "pointers",
    "diagnostics",
)
QUOTE_MARKS = re.compile(r"^(?:[ \t]{0,3}>[ \t]?)+")
PUNCTUATION = re.compile(r"[«»“”\"„’'.,;:!?()\[\]*_`—–-]")
CODE = re.compile(r"`([^`]*)`")
EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1")
BLANK = {"", "---", "***"}
PARTS = ("actor", "preconditions", "steps", "checks")


class Tally(NamedTuple):
    """Hits, false finds and misses of one layer."""

    hits: int
    extra: int
    missed: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1.0 where there is nothing to find or miss."""
        return 2 * self.hits / (2 * self.hits + self.extra + self.missed) if any(self) else 1.0

    def __add__(self, other: object) -> "Tally":
        assert isinstance(other, Tally)
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))


Layers = dict[str, Tally]


def lines_of(data: bytes) -> list[str]:
    """Lines without their ends; only CR and LF end a line."""
    lines = re.split(r"\r\n|\n|\r", data.decode("utf-8-sig"))
    return lines[:-1] if lines[-1] == "" else lines


def unquoted(line: str) -> str:
    return QUOTE_MARKS.sub("", line)


def spaced(text: str) -> str:
    """NFC with single spaces, so that wrapping and kinds of space make no difference."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u200b", "")
    return " ".join(text.split())


def plain(text: str) -> str:
    return spaced(EMPHASIS.sub(r"\2", CODE.sub(r"\1", text)))


def words(text: str | None) -> list[str]:
    bare = plain(text or "").lower().replace("ё", "е")
    return PUNCTUATION.sub(" ", bare).split()


def likeness(a: str, b: str) -> float:
    """F1 over words."""
    mine, theirs = Counter(words(a)), Counter(words(b))
    total = mine.total() + theirs.total()
    if not mine or not theirs:
        return float(mine == theirs)
    return 2 * (mine & theirs).total() / total


def coverage(a: str, b: str) -> float:
    """Share of the shorter text's words that the other holds."""
    mine, theirs = set(words(a)), set(words(b))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def exact(found: Iterable[Hashable], wanted: Iterable[Hashable]) -> Tally:
    mine, gold = Counter(found), Counter(wanted)
    hits = (mine & gold).total()
    return Tally(hits, mine.total() - hits, gold.total() - hits)


def pairs(
    found: Sequence[Any], wanted: Sequence[Any], score: Score, least: float
) -> dict[int, int]:
    """One-to-one matches, best first: index in `wanted` to index in `found`."""
    ranked = sorted(
        ((score(f, w), i, j) for i, f in enumerate(found) for j, w in enumerate(wanted)),
        key=lambda match: -match[0],
    )
    taken: set[int] = set()
    matched: dict[int, int] = {}
    for value, i, j in ranked:
        if value >= least and i not in taken and j not in matched:
            matched[j] = i
            taken.add(i)
    return matched


def matched_tally(
    found: Sequence[Any], wanted: Sequence[Any], score: Score, least: float
) -> Tally:
    hits = len(pairs(found, wanted, score, least))
    return Tally(hits, len(found) - hits, len(wanted) - hits)


def core_tally(found: Sequence[Record], gold: Sequence[Record], matched: dict[int, int]) -> Tally:
    core = {j for j, item in enumerate(gold) if item["tier"] == "core"}
    hits = len(core & matched.keys())
    return Tally(hits, len(found) - len(matched), len(core) - hits)


def listed(value: Any) -> list[str]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


# --- layers that are exact -------------------------------------------------------------------


def page_layers(found: Record, gold: Record) -> Layers:
    """Layers that a reader of the page can settle without understanding it."""

    def keyed(name: str, key: Callable[[Record], Hashable]) -> Tally:
        return exact(
            (key(item) for item in found.get(name, ())), (key(item) for item in gold.get(name, ()))
        )

    def heading(item: Record) -> Hashable:
        return item["line"], item["level"], " ".join(words(item["title"])), item["number"]

    def pointer(item: Record) -> Hashable:
        return item["line"], item["number"], " ".join(words(item["title"]))

    return {
        "messages": keyed("messages", lambda m: (m["role"], m["line"], m["uid"], m["timestamp"])),
        "sections": keyed("sections", heading),
        "wikilinks": keyed("wikilinks", link_key),
        "footnote_refs": keyed("footnote_refs", lambda r: (r["label"], r["line"])),
        "footnote_defs": keyed(
            "footnote_defs", lambda d: (d["label"], d["line"], tuple(d["targets"]))
        ),
        "citation_edges": keyed("citations", edge_key),
        "table_cells": exact(cells(found["tables"]), cells(gold["tables"])),
        "pointers": keyed("pointers", pointer),
        "diagnostics": keyed("diagnostics", lambda d: (d["code"], d["at"])),
    }


def link_key(link: Record) -> Hashable:
    target = unicodedata.normalize("NFC", link["target"])
    rest = tuple(link[name] for name in ("heading", "block", "alias", "embed"))
    return link["line"], link["col"], target, rest


def edge_key(citation: Record) -> Hashable:
    target = unicodedata.normalize("NFC", citation["target"])
    return citation["line"], target, citation["footnote"]


def cells(tables: Iterable[Record]) -> Iterable[Hashable]:
    for table in tables:
        rows = [(table["span"][0], 0, table["header"])]
        rows += [(row["line"], 1, row["cells"]) for row in table["rows"]]
        for line, body, row in rows:
            for column, cell in enumerate(row):
                if words(cell):
                    yield line, body, column, " ".join(words(cell))


# --- citations -------------------------------------------------------------------------------


def citation_layers(found: Record, gold: Record) -> Layers:
    """What each edge says, over the edges that both records have."""
    wanted = {edge_key(citation): citation for citation in gold["citations"]}
    both = [(c, wanted[edge_key(c)]) for c in found["citations"] if edge_key(c) in wanted]

    def right(agree: Callable[[Record, Record], bool]) -> Tally:
        hits = sum(agree(mine, theirs) for mine, theirs in both)
        return Tally(hits, len(found["citations"]) - hits, len(gold["citations"]) - hits)

    shared = sum(len(set(mine["acts"]) & set(theirs["acts"])) for mine, theirs in both)
    mine_acts, gold_acts = (
        sum(len(set(c["acts"])) for c in record["citations"]) for record in (found, gold)
    )
    return {
        "citation_claim(tokF1>=.8)": right(lambda c, g: likeness(c["claim"], g["claim"]) >= 0.8),
        "citation_primary_act": right(lambda c, g: c["acts"][:1] == [g["primary_act"]]),
        "citation_cito": right(lambda c, g: bool(c["cito"] == g["cito"])),
        "citation_acts(set)": Tally(shared, mine_acts - shared, gold_acts - shared),
        "citation_relation": right(lambda c, g: bool(c.get("relation") == g.get("relation"))),
    }


# --- frames ----------------------------------------------------------------------------------


def frame_layers(found: Record, gold: Record, lines: Sequence[str]) -> Layers:
    """Frames by kind and place, then what fills the slots of the core ones."""

    def held(span: Sequence[int]) -> set[int]:
        return {
            n for n in range(span[0], span[1] + 1) if unquoted(lines[n - 1]).strip() not in BLANK
        }

    def overlap(a: Record, b: Record) -> float:
        mine, theirs = held(a["span"]), held(b["span"])
        return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0

    def score(mine: Record, theirs: Record) -> float:
        if mine["kind"] not in {theirs["kind"], *theirs.get("kind_alt", ())}:
            return 0.0
        place = overlap(mine, theirs)
        titled = place >= 0.5 and mine.get("title") and theirs.get("title")
        return place + likeness(mine["title"], theirs["title"]) if titled else place

    core = [frame for frame in gold["frames"] if frame["tier"] == "core"]
    matched = pairs(found["frames"], gold["frames"], score, 0.5)
    everything = Tally(
        len(matched), len(found["frames"]) - len(matched), len(gold["frames"]) - len(matched)
    )
    return {
        "frames_core(kind+IoU>=.5)": core_tally(found["frames"], gold["frames"], matched),
        "frames_all": everything,
        "frames_core_spans_only": matched_tally(found["frames"], core, overlap, 0.5),
        "frame_slots": slot_tally(found["frames"], gold["frames"], matched),
    }


def slot_tally(found: Sequence[Record], gold: Sequence[Record], matched: dict[int, int]) -> Tally:
    """Fillers of core frames; all slots of a missed frame are missed."""
    tally = Tally(0, 0, 0)
    for j, theirs in enumerate(gold):
        if theirs["tier"] != "core":
            continue
        mine = found[matched[j]]["slots"] if j in matched else {}
        for name, wanted in theirs["slots"].items():
            if not name.endswith("_inferred"):
                tally += filler_tally(name, listed(mine.get(name)), listed(wanted))
    return tally


def filler_tally(name: str, mine: list[str], wanted: list[str]) -> Tally:
    tally = matched_tally(mine, wanted, likeness, 0.8)
    # Which phrases of a section are key is a matter of taste: more of them than gold is no error.
    return tally._replace(extra=0) if name == "key" else tally


# --- protocols, exclusions, oppositions -------------------------------------------------------


def protocol_layers(found: Record, gold: Record) -> Layers:
    """Protocols by name and place, then their parts."""

    def score(mine: Record, theirs: Record) -> float:
        near = abs(mine["line"] - theirs["line"]) <= 2
        named = likeness(mine["name"], theirs["name"]) >= 0.66
        return float(near and named) * (2 if mine["line"] == theirs["line"] else 1)

    matched = pairs(found["protocols"], gold["protocols"], score, 1)
    parts = medium = status = Tally(0, 0, 0)
    for j, theirs in enumerate(gold["protocols"]):
        mine = found["protocols"][matched[j]] if j in matched else {}
        if theirs["tier"] == "core":
            parts += parts_tally(mine, theirs)
            right = mine.get("status") == theirs["status"]
            status += Tally(int(right), int(bool(mine) and not right), int(not right))
        if mine or theirs["tier"] == "core":
            media = listed(mine.get("medium")), theirs["medium"]
            medium += matched_tally(*media, likeness, 0.8)
    return {
        "protocols_core": core_tally(found["protocols"], gold["protocols"], matched),
        "protocol_medium": medium,
        "protocol_parts": parts,
        "protocol_status": status,
    }


def parts_tally(mine: Record, theirs: Record) -> Tally:
    tally = Tally(0, 0, 0)
    for part in PARTS:
        if theirs.get(part):
            tally += matched_tally(listed(mine.get(part)), theirs[part], likeness, 0.8)
    return tally


def statement_layers(found: Record, gold: Record) -> Layers:
    """What cannot be carried over, and what is put against what."""

    def same_item(mine: Record, theirs: Record) -> float:
        return likeness(mine["item"], theirs["item"]) if mine["line"] == theirs["line"] else 0

    def same_poles(mine: Record, theirs: Record) -> float:
        if not theirs["span"][0] <= mine["line"] <= theirs["span"][1]:
            return 0
        return sum(coverage(mine[p], theirs[p]) >= 0.5 for p in ("rejected", "asserted"))

    matched = pairs(found["oppositions"], gold["oppositions"], same_poles, 2)
    return {
        "exclusions": matched_tally(found["exclusions"], gold["exclusions"], same_item, 0.8),
        "oppositions_core": core_tally(found["oppositions"], gold["oppositions"], matched),
    }


def score(found: Record, gold: Record, data: bytes) -> Layers:
    """Every layer of one note."""
    return {
        **page_layers(found, gold),
        **citation_layers(found, gold),
        **frame_layers(found, gold, lines_of(data)),
        **protocol_layers(found, gold),
        **statement_layers(found, gold),
    }


def total(all_layers: Iterable[Layers]) -> Layers:
    """Micro average: tallies summed over notes."""
    sums: Layers = {}
    for layers in all_layers:
        for name, tally in layers.items():
            sums[name] = sums.get(name, Tally(0, 0, 0)) + tally
    return sums
