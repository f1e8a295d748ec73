"""How one seed follows another: what a version withdraws, and what comes of merging two."""

from msgspec import structs

from vaultkit.seed.acts import build_chain
from vaultkit.seed.checks import build_checks, with_checks
from vaultkit.seed.continuity import continued
from vaultkit.seed.merge import TABLES, Merged, merge
from vaultkit.seed.record import Content, Tombstone
from vaultkit.seed.seed import About, Previous, Seed


def withdrawn(previous: Seed, content: Content, version: str) -> tuple[Tombstone, ...]:
    """Return the tombstones of *version*: those of *previous*, and what it held and is gone now.

    What is back because its words are back in the notes has no tombstone any more.
    """
    held = {record.id for table in TABLES for record in getattr(content, table)}
    found = {stone.id: stone for stone in previous.tombstones}
    for table in TABLES:
        for record in getattr(previous.content, table):
            found.setdefault(record.id, Tombstone(id=record.id, table=table, since=version))
    return tuple(found[key] for key in sorted(found) if key not in held)


def seed_of(about: About, content: Content, tombstones: tuple[Tombstone, ...] = ()) -> Seed:
    """Return the seed of *content*: acts and checks are always made anew."""
    chain = build_chain(content, about.asked.grain)
    checks = build_checks(content, chain.acts)
    coverage = structs.replace(
        about.coverage, claims=len(content.claims), needs_left_out=chain.left_out
    )
    told = structs.replace(about, coverage=coverage)
    return Seed(told, content, with_checks(chain.acts, checks), checks, tombstones)


def as_next_of(seed: Seed, before: Seed) -> Seed:
    """Return *seed* with the ids of *before* for the same things (`vaultkit.seed.continuity`)."""
    content = continued(seed.content, before.content)
    return seed if content is seed.content else seed_of(seed.about, content, seed.tombstones)


def merged_seeds(
    base: Seed, ours: Seed, theirs: Seed, digest: str, version: str
) -> tuple[Seed, Merged]:
    """Merge *ours* and *theirs*, which both came from *base*; told about as ours is.

    Args:
        base: Their common ancestor.
        ours: The side that is kept where both changed the same.
        theirs: The other side.
        digest: contentDigest of *ours*.
        version: Of the seed that comes of it.
    """
    ours, theirs = as_next_of(ours, base), as_next_of(theirs, base)
    stones = {one.id: one for side in (base, theirs, ours) for one in side.tombstones}
    merged = merge(base.content, ours.content, theirs.content, stones)
    about = structs.replace(
        ours.about,
        version=version,
        created=max(ours.about.created, theirs.about.created),
        previous=Previous(version=ours.about.version, content_digest=digest),
        sealed=None,
        sealed_count=0,
    )
    for table in TABLES:
        kept = {record.id for record in getattr(merged.content, table)}
        for record in (*getattr(ours.content, table), *getattr(theirs.content, table)):
            if record.id not in kept:
                stone = Tombstone(id=record.id, table=table, since=version)
                stones.setdefault(record.id, stone)
    return seed_of(about, merged.content, tuple(stones[key] for key in sorted(stones))), merged
