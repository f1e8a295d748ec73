"""Ids through the six edits that people make to notes, on the sample note and one of our own."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultkit.frames.ledger import Ledger, Tracked, reconcile
from vaultkit.frames.reading import read_meaning
from vaultkit.frames.tracking import tracked_note
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

PATH = NotePath("n.md")
OWN = """\
>[!nexus_user] **User** - 2026-02-03 10:00:00
> Go on
<!-- UID: own-1 -->

### 1. What the problem is

The twin cannot be copied: its memory is a history of disputes, not a file.

Relevant notes:
- [[Ledger of disputes]] - shows that every rule of the twin began as a dispute [^1].
- [[Why copies die]] - argues that a copied twin imitates and does not reason [^2].

### 2. What happens if nothing is done

Copies of the twin spread and none of them can learn, which ruins the archive.

- [[Why copies die]] - describes three copies that fell silent within a week [^3].

### 3. How to solve it

Regrow the twin through dialogue and documents.

- [[Seed protocol]] - proposes to regrow the twin through dialogue, step by step [^4].

#### Sources

[^1]: [[Ledger of disputes]]
[^2]: [[Why copies die]]
[^3]: [[Why copies die]]
[^4]: [[Seed protocol]]

>[!nexus_agent] **Assistant** - 2026-02-03 10:00:20
> ## **Part II.5 — The principle of regrowth**
>
> A seed is a document that tells an environment how to grow a twin.
>
> ### What cannot be carried over
>
> You cannot transfer:
> - the weight of a dispute,
> - the rhythm of an answer.
>
> ### Corollary: another kind of transfer
>
> What is needed is:
> - **Documentary transfer (through documents and frames)**
> - **Guided transfer (through a keeper's dialogue)**
>
> Ready to move on to **II.6 — The keeper**?
<!-- UID: own-2 -->
"""


def tracked(text: str) -> list[Tracked]:
    source = Source.of(PATH, text.encode())
    meaning = read_meaning(source, parse_note(source))
    return tracked_note(PATH, meaning.frames, meaning.citations)


def lines_on_top(text: str) -> str:
    return "One.\n\nTwo.\n\n" + text


def citation_inserted(text: str) -> str:
    """Insert a citation before all others, and renumber every footnote."""
    text = re.sub(r"\[\^(\d+)\]", lambda label: f"[^{int(label[1]) + 1}]", text)
    text = text.replace("- [[", "- [[A new note]] — описывает, describes growth [^1].\n- [[", 1)
    return text.replace("[^2]: ", "[^1]: [[A new note]]\n[^2]: ", 1)


def heading_reworded(text: str) -> str:
    text = text.replace("### 3. Как решить эту проблему", "### 3. Решение и путь к нему")
    return text.replace("### 3. How to solve it", "### 3. The solution, and the way to it")


def typos_in_claims(text: str) -> str:
    def typo(line: re.Match[str]) -> str:
        words = line[0].split(" ")
        words[-4] = words[-4][:1] + words[-4][2:]
        return " ".join(words)

    return re.sub(r"^- \[\[.*$", typo, text, flags=re.MULTILINE)


def part_reworded(text: str) -> str:
    text = text.replace("Принцип невозможности бинарного экспорта", "Почему файла не будет")
    return text.replace("The principle of regrowth", "Why it has to be grown anew")


def sections_swapped(text: str) -> str:
    first, second = text.index("### 1. "), text.index("### 2. ")
    third = text.index("### 3. ")
    return text[:first] + text[second:third] + text[first:second] + text[third:]


EDITS = (
    lines_on_top,
    citation_inserted,
    heading_reworded,
    typos_in_claims,
    part_reworded,
    sections_swapped,
)


def check(text: str, edit: Callable[[str], str]) -> None:
    before = tracked(text)
    edited = edit(text)
    assert edited != text
    after = tracked(edited)
    first = reconcile(Ledger(), before)
    assert not first.ids
    second = reconcile(first.ledger, after)
    ids = {record.id for record in before}
    kept = {second.ids.get(record.id, record.id) for record in after}
    assert len(ids) == len(before)
    assert len(kept) == len(after)
    assert ids - kept == set()
    if edit is not heading_reworded:
        assert ids <= {record.id for record in after}  # the anchors alone carry it


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_a_note_of_our_own_keeps_its_ids(edit: Callable[[str], str]) -> None:
    assert len(tracked(OWN)) >= 10
    check(OWN, edit)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_the_sample_note_keeps_its_ids(edit: Callable[[str], str], shared: Path) -> None:
    check((shared / "data" / "seed-note" / "note.md").read_text("utf-8"), edit)
