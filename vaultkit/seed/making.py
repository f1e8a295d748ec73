"""How a seed is to be made, and what is told about one that is."""

from dataclasses import dataclass

from vaultkit.seed.dating import date_of
from vaultkit.seed.privacy import Redactor
from vaultkit.seed.record import Content
from vaultkit.seed.seed import About, Asked, Coverage, Previous, Seed
from vaultkit.seed.selection import Selected, Selection
from vaultkit.seed.slug import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a seed is made, besides what goes into it."""

    title: str
    name: str | None = None
    """ASCII name; by default made from the title."""

    version: str = "1.0.0"
    license: str = ""
    language: str | None = None
    grain: str = "auto"
    """``frame``, ``note``, ``folder`` or ``auto``: what one act of reading is about."""

    date: str | None = None
    """ISO 8601 in UTC; by default the newest date of the dialogues."""

    date_from: str = "given"
    previous: Seed | None = None
    """The version that this one follows."""

    previous_digest: str = ""
    """Its contentDigest."""

    redact: bool = False
    allow: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    """Further words that must not leave."""

    seal: bool = False
    """Whether some checks are kept back for the owner."""

    excerpts: bool = False
    """Whether the paragraphs that claims stand in are carried too."""

    pseudonyms: bool = False
    """Whether the ids of messages are replaced."""

    reviewed_by: str | None = None

    generator: str = "vaultkit"


def about_of(
    selected: Selected,
    selection: Selection,
    making: Making,
    content: Content,
    redactor: Redactor,
) -> About:
    """Return what is told about the seed of *content*, all but its checks and its acts."""
    title = redactor.clean(making.title, "the title")
    date, date_from = (
        (making.date, making.date_from) if making.date else date_of(selected.snapshot, content)
    )
    hidden: dict[str, int] = {}
    for leak in redactor.leaks:
        hidden[leak.rule] = hidden.get(leak.rule, 0) + leak.count
    return About(
        name=making.name or slug(title, 64),
        title=title,
        version=making.version,
        created=date,
        created_from=date_from,
        license=making.license,
        generator=making.generator,
        previous=_named(making),
        asked=_asked(selection, making, redactor),
        reviewed_by=making.reviewed_by,
        coverage=_coverage(selected, content),
        redactions=tuple(sorted(hidden.items())) if making.redact else (),
    )


def _asked(selection: Selection, making: Making, redactor: Redactor) -> Asked:
    def said(text: str | None) -> str | None:
        return redactor.clean(text, "the selection") if text else None

    return Asked(
        root=said(selection.root),
        depth=selection.depth,
        folders=tuple(said(one) or "" for one in selection.folders),
        tags=tuple(said(one) or "" for one in selection.tags),
        protocol=said(selection.protocol),
        query=said(selection.query),
        grain=making.grain,
        excerpts=making.excerpts,
        pseudonyms=making.pseudonyms,
    )


def _named(making: Making) -> Previous | None:
    if making.previous is None:
        return None
    version = making.previous.about.version
    return Previous(version=version, content_digest=making.previous_digest)


def _coverage(selected: Selected, content: Content) -> Coverage:
    cited = {claim.target for claim in content.claims if claim.target}
    cited |= {one.target for one in content.relations if one.type.startswith("cito:")}
    named = [source for source in content.sources if source.id in cited]
    return Coverage(
        notes_selected=len(selected.snapshot.readings),
        notes_cited=len(named),
        notes_missing=tuple(sorted({one.title for one in named if one.state == "missing"})),
        notes_outside=tuple(sorted({one.title for one in named if one.state == "outside"})),
        notes_withheld=selected.private_count,
        claims=len(content.claims),
    )
