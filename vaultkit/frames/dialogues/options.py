"""The ``[dialogues]`` table of config.toml."""

from typing import Literal

import msgspec

Role = Literal["user", "assistant", "system", "tool"]


class DialogueOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whose turn a callout, a heading or a name announces, beyond the archives that are known."""

    callouts: dict[str, Role] = {}
    """Callout type to role: ``{me = "user"}`` reads ``> [!me]`` as a turn of the user."""

    headings: dict[str, Role] = {}
    """Heading text to role: ``{"Вопрос" = "user"}`` reads ``## Вопрос``, at any level."""

    names: dict[str, Role] = {}
    """Speaker to role: ``{"Двойник" = "assistant"}`` wherever a known archive names speakers."""

    ignore: tuple[str, ...] = ()
    """Dialects that are not looked for: ``["web-clipper"]``."""


NO_OPTIONS = DialogueOptions()
