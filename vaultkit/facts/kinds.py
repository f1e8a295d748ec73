"""The kinds of findings that `vaultkit check` tells, and what each means."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from vaultkit.errors import VaultkitError
from vaultkit.findings import Finding
from vaultkit.frames.record import Diagnostic
from vaultkit.notes.note_path import NotePath

_OF_LINKS = {
    "ambiguous-link": "several files fit the link equally well",
    "broken-block": "the file is there, the block behind # is not",
    "broken-footnote": "the file is there, the footnote behind # is not",
    "broken-heading": "the file is there, the heading behind # is not",
    "broken-link": "no file has this name",
    "self-link": "a note links to itself by name",
}
KINDS: Mapping[str, str] = {
    **_OF_LINKS,
    **{f"{kind}-in-comment": f"{text}, in a comment" for kind, text in _OF_LINKS.items()},
    "bom": "the file begins with a byte order mark",
    "damaged-name": "a link's text and its target name different notes",
    "dangling-footnote": "a reference to a footnote that is not defined",
    "definition-without-link": "a footnote that names no note",
    "duplicate-footnote": "a footnote is defined twice",
    "duplicate-name": "notes whose names differ in folder or case only",
    "empty-wikilink": "a link that names nothing",
    "heading-without-space": "number signs without a space: no heading",
    "invalid-base": "the base cannot be read",
    "invalid-canvas": "the canvas cannot be read",
    "invalid-properties": "the properties cannot be read; the note is",
    "invalid-utf-8": "bytes that are not UTF-8",
    "missing-uid": "a message without an id among messages that have one",
    "mixed-eol": "lines end in different ways",
    "non-nfc": "letters and accents stand apart in the text",
    "non-nfc-name": "the disk stores the name in decomposed letters",
    "orphan": "nothing links to the note, and it links to nothing",
    "ragged-table-row": "a row with more or fewer cells than the table's head",
    "sync-conflict": "a copy that a synchronising program left",
    "too-deep": "quotes and lists nested deeper than is read",
    "too-large": "a note longer than is read",
    "unclosed-comment": "a comment that nothing closes hides the rest of the note",
    "unclosed-emphasis": "bold text that nothing closes",
    "unclosed-fence": "a code block that nothing closes",
    "unclosed-math": "math that nothing closes takes the rest of the note",
    "unclosed-properties": "properties that no line --- ends are text",
    "unclosed-wikilink": "a link that nothing closes",
    "unlinkable-name": "a name that no link can say",
    "unparsed-timestamp": "a message's time that is not understood",
    "unreadable": "the file cannot be read",
    "unused-footnote": "a footnote that nothing refers to",
    "vaultkit-fault": "a fault of vaultkit's own",
    "zero-width": "an invisible character",
}
_SAME = {
    "duplicate-footnote-definition": "duplicate-footnote",
    "missing-footnote-definition": "dangling-footnote",
    "unused-footnote-definition": "unused-footnote",
}
"""What the rules of meaning call a fault that the graph tells too."""


class UnknownKindError(VaultkitError):
    """A kind of findings that there is not."""


def check_kinds(rules: Iterable[str]) -> None:
    """Refuse what names no kind; each rule is a kind, or a kind and a path.

    Raises:
        UnknownKindError: A rule's kind is none of `KINDS`.
    """
    for rule in rules:
        kind = rule.partition(":")[0]
        if kind not in KINDS:
            near = get_close_matches(kind, KINDS, 1)
            hint = f"; did you mean {near[0]}?" if near else "."
            known = ", ".join(sorted(KINDS))
            raise UnknownKindError(f"no kind is called {kind!r}{hint} The kinds are: {known}")


def diagnostic_findings(path: NotePath, diagnostics: Iterable[Diagnostic]) -> Iterator[Finding]:
    """Yield what the rules of meaning find odd in the note at *path*."""
    for odd in diagnostics:
        kind = odd.code.replace("_", "-")
        message = odd.detail or kind.replace("-", " ")
        yield Finding(path, odd.at or 1, _SAME.get(kind, kind), message)
