"""A made-up vault as a drawing: planted communities, power-law degrees, 4 % orphans."""

import itertools
import random
import sys
from pathlib import Path

from vaultkit.map.model import MapOptions, place_drawing
from vaultkit.map.page_data import PageOptions, json_text, page_data
from vaultkit.map.record import ORPHAN, Drawing, Edge, Node
from vaultkit.notes.note_path import note_path

WORDS = """
attention memory transfer learning frame analogy model boundary practice feedback system habit
inference evidence argument metaphor narrative ecology market energy constraint protocol ritual
garden network signal noise entropy failure design pattern language tool craft ethics trust
policy climate protein cell graph theorem proof lemma functor limit sampling gradient kernel
filter audit budget season harvest soil root river delta перенос среда память фрейм диалог
протокол семя корень ошибка рост граница смысл доверие вывод опыт узор язык ремесло поле река
берег письмо след
""".split()  # noqa: SIM905 - a list of 85 quoted words would hide what it says
EDGE_KINDS = ("link", "cites:cites", "cites:supports", "cites:usesMethodIn", "embed")
EDGE_SHARES = (70, 14, 6, 5, 5)


def generated(notes: int, links_per_note: float = 3.0, seed: int = 7) -> Drawing:
    """Return a drawing of *notes* notes, some with frames and protocols beside them."""
    dice = random.Random(seed)  # noqa: S311 - a picture, not a secret
    community, words = _communities(notes, dice)
    orphans = set(dice.sample(range(notes), int(notes * 0.04)))
    nodes = [
        Node(
            id=f"n:area {community[at]}/{title}.md",
            kind="note",
            label=title,
            path=note_path(f"area {community[at]}/{title}.md"),
            folder=f"area {community[at]}",
            tags=tuple(sorted({f"#{dice.choice(WORDS[:12])}" for _ in range(at % 3)})),
            day=19000 + int(1500 * dice.random()) if at % 5 else None,
            flags=ORPHAN if at in orphans else 0,
            rev="1",
        )
        for at, title in enumerate(
            " ".join(dice.choices(words[community[at]], k=dice.randint(2, 4))).capitalize()
            + f" {at}"
            for at in range(notes)
        )
    ]
    edges = _links(notes, int(notes * links_per_note), community, orphans, dice)
    for at in range(0, notes, 17):
        _add_child(nodes, edges, at, dice)
    return Drawing(nodes=tuple(nodes), edges=tuple(sorted(set(edges))))


def _communities(notes: int, dice: random.Random) -> tuple[list[int], list[list[str]]]:
    count = max(3, int(notes**0.5 / 1.5))
    sizes = [1 / (at + 1) ** 0.7 for at in range(count)]
    whole = sum(sizes)
    community = [at for at in range(count) for _ in range(max(2, int(notes * sizes[at] / whole)))]
    community = (community + [0] * notes)[:notes]
    dice.shuffle(community)
    words = [dice.sample(WORDS, 5) + dice.sample(WORDS, 12) for _ in range(count)]
    return community, words


def _links(
    notes: int, count: int, community: list[int], orphans: set[int], dice: random.Random
) -> list[Edge]:
    pull = [min(dice.paretovariate(1.25), notes**0.5 * 2) for _ in range(notes)]
    members: list[list[int]] = [[] for _ in range(max(community, default=0) + 1)]
    for at, home in enumerate(community):
        members[home].append(at)
    near = [list(itertools.accumulate(pull[at] for at in group)) for group in members]
    everyone = range(notes)
    far = list(itertools.accumulate(pull))
    pairs: set[tuple[int, int]] = set()
    for _ in range(count * 4):
        if len(pairs) >= count:
            break
        source = dice.choices(everyone, cum_weights=far)[0] if dice.random() < 0.5 else -1
        source = dice.randrange(notes) if source < 0 else source
        home = community[source]
        inside = dice.random() < 0.86
        target = (
            dice.choices(members[home], cum_weights=near[home])[0]
            if inside
            else dice.choices(everyone, cum_weights=far)[0]
        )
        if source == target or source in orphans or target in orphans:
            continue
        if (target, source) not in pairs:
            pairs.add((source, target))
    kinds = dice.choices(EDGE_KINDS, EDGE_SHARES, k=len(pairs))
    return [Edge(*pair, kind) for pair, kind in zip(sorted(pairs), kinds, strict=True)]


def _add_child(nodes: list[Node], edges: list[Edge], at: int, dice: random.Random) -> None:
    home = nodes[at]
    kind = dice.choice(("frame", "frame", "protocol"))
    child = Node(
        id=f"{kind[0]}:{at}",
        kind=kind,
        label=f"{dice.choice(WORDS)} {dice.choice(WORDS)}".capitalize(),
        path=home.path,
        line=dice.randint(2, 90),
        parent=home.id,
        folder=home.folder,
        day=home.day,
        rev="1",
    )
    edges.append(Edge(at, len(nodes), "has_part"))
    nodes.append(child)


def main() -> None:
    """Write the page data of generated vaults: ``generated_map.py FOLDER COUNT…``."""
    folder = Path(sys.argv[1])
    for count in map(int, sys.argv[2:]):
        model = place_drawing(generated(count), MapOptions(name=f"Generated {count}"))
        text = json_text(page_data(model, PageOptions()))
        (folder / f"generated-{count}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
