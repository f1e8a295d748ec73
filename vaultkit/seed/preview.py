"""The acts that a seed of the whole vault would have, for those who only look."""

from vaultkit.seed.acts import build_chain
from vaultkit.seed.content import gather_content
from vaultkit.seed.merge import without_loose_ends
from vaultkit.seed.record import Act
from vaultkit.seed.selection import Selection, SelectionError, select
from vaultkit.snapshot import Snapshot


def acts_of(snapshot: Snapshot, selection: Selection) -> tuple[Act, ...]:
    """Return the chain of acts of *snapshot*; empty where nothing could be carried."""
    try:
        selected = select(snapshot, selection, lambda _path: "")
    except SelectionError:
        return ()
    content = without_loose_ends(gather_content(selected, lambda text, _where: text))
    return build_chain(content).acts if content.claims or content.protocols else ()
