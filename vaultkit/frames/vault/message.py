"""Messages across the vault: the order of day and month, and messages that stand in two files."""

from collections import Counter
from collections.abc import Iterable, Mapping

from vaultkit.frames.dialogues.timestamp import DateOrders
from vaultkit.frames.dialogues.turn import retimed
from vaultkit.frames.record import Message
from vaultkit.notes.note_path import NotePath


def vault_date_orders(messages: Iterable[Message]) -> DateOrders:
    """Decide per shape of date whether day or month stands first, from the times that are sure."""
    votes: dict[str, Counter[str]] = {}
    for message in messages:
        form = message.timestamp_format
        if form is None or message.timestamp_ambiguous or form[1:2] not in ("/", "-"):
            continue
        shape = f"{form[1]}{12 if 'A' in form else 24}"
        votes.setdefault(shape, Counter())["DMY" if form[0] == "D" else "MDY"] += 1
    return {
        shape: "DMY" if count["DMY"] > count["MDY"] else "MDY"
        for shape, count in votes.items()
        if count["DMY"] != count["MDY"]
    }


def settle_times(
    dialogues: Mapping[NotePath, tuple[Message, ...]],
) -> dict[NotePath, tuple[Message, ...]]:
    """Give ambiguous times the order that the rest of the vault decides, where it does."""
    orders = vault_date_orders(one for messages in dialogues.values() for one in messages)
    return {
        path: retimed(messages, orders)
        if orders and any(message.timestamp_ambiguous for message in messages)
        else messages
        for path, messages in dialogues.items()
    }


def repeated_messages(
    dialogues: Mapping[NotePath, tuple[Message, ...]],
) -> dict[str, tuple[NotePath, ...]]:
    """Return the ids of messages that stand in more than one file, with all the files."""
    places: dict[str, list[NotePath]] = {}
    for path, messages in dialogues.items():
        for uid in {message.uid for message in messages if message.uid}:
            places.setdefault(uid, []).append(path)
    return {uid: tuple(places[uid]) for uid in sorted(places) if len(places[uid]) > 1}
