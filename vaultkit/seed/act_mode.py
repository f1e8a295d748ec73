"""How an act is done and which kind of transfer it serves, by what the notes name as its means."""

from vaultkit.seed.folding import folded
from vaultkit.seed.record import SeedProtocol

_MODES = {
    "human": (
        *(
            "нейроядр",
            "человек",
            "участи",
            "присутств",
            "совместн",
            "автор",
            "наставник",
            "симбио",
        ),
        *("human", "person", "presence", "together", "author", "neurocore", "mentor", "symbio"),
    ),
    "dialogue": (
        *("диалог", "разговор", "беседа", "беседу", "переписк", "чат"),
        *("dialog", "conversation", "talk", "interview", "chat"),
    ),
    "code": (
        *("api", "код", "скрипт", "програм", "модул", "сервер", "движок", "движк", "инструмент"),
        *(
            "code",
            "script",
            "program",
            "module",
            "server",
            "engine",
            "docker",
            "sdk",
            "cli",
            "tool",
        ),
    ),
    "read": (
        *("документ", "фрейм", "текст", "заметк", "чтен", "описани", "книг"),
        *("document", "frame", "text", "note", "reading", "description", "book"),
    ),
}
_KINDS = {
    "architectural": ("архитектур", "architect", "структур", "structur"),
    "functional": ("функциональ", "function"),
    "symbiotic": ("симбио", "symbio"),
}
_SERVED = {
    "read": "architectural",
    "code": "functional",
    "dialogue": "symbiotic",
    "human": "symbiotic",
}


def find_mode(protocol: SeedProtocol) -> str:
    """Return read, dialogue, code or human: what the first telling means or actor asks for.

    Where the notes name no means, a person is asked to read.
    """
    for words in (protocol.medium, protocol.actor, protocol.form, (protocol.name,)):
        for word in folded(" ".join(words)).split():
            for mode, stems in _MODES.items():
                if word.startswith(stems):
                    return mode
    return "read"


def find_transfer_kind(protocol: SeedProtocol, mode: str) -> str:
    """Return the kind of transfer that *protocol* names, or that *mode* serves."""
    name = folded(protocol.name).split()
    for kind, stems in _KINDS.items():
        if any(word.startswith(stems) for word in name):
            return kind
    return _SERVED[mode]
