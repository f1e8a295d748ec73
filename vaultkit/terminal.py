"""Text of notes and of others as a terminal may show it."""

_JOINERS = "\u200c\u200d"
"""Shape letters of Persian and join emoji; they steer nothing."""


def visible(text: str) -> str:
    r"""Return *text* without anything that could steer a terminal or start a line.

    >>> visible("a\x1b[31m\nb")
    'a�[31m�b'
    """
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter in _JOINERS else "\ufffd" for letter in text
    )


def counted(count: int, noun: str) -> str:
    """Return how many of a thing there are, in English.

    >>> counted(1, "note"), counted(6571, "note")
    ('1 note', '6,571 notes')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
