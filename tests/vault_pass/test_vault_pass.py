"""What only the whole vault can tell, on small vaults made of records and of texts."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from vaultkit.frames.reading import read_meaning
from vaultkit.frames.record import (
    Citation,
    Conflict,
    Evidence,
    Filler,
    Frame,
    Lines,
    Meaning,
    Opposition,
    Pointer,
    Protocol,
    ProtocolGroup,
    Section,
    Step,
)
from vaultkit.frames.vault.citation import damaged_name
from vaultkit.frames.vault.statement import is_negative
from vaultkit.frames.vault_pass import VaultMeaning, VaultMemory, read_vault
from vaultkit.graph.memory import GraphMemory
from vaultkit.graph.vault_graph import build_graph
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source


def read_texts(texts: Mapping[str, str]) -> VaultMeaning:
    sources = [Source.of(NotePath(path), text.encode()) for path, text in sorted(texts.items())]
    notes = [parse_note(source) for source in sources]
    meanings = {n.path: read_meaning(s, n) for s, n in zip(sources, notes, strict=True)}
    paths = tuple(meanings)
    return read_vault(meanings, build_graph(notes, paths), paths)


def read_records(meanings: Mapping[str, Meaning]) -> VaultMeaning:
    ordered = {NotePath(path): meanings[path] for path in sorted(meanings)}
    notes = [Note(path=path, digest="", size=0) for path in ordered]
    return read_vault(ordered, build_graph(notes, ordered), tuple(ordered))


def citation(target: str, claim: str = "", line: int = 1, number: str = "") -> Citation:
    return Citation(
        id=number or f"{target} {line}",
        rev="",
        line=line,
        col=1,
        target=target,
        claim=claim,
        claim_span=Lines(line, line),
        quote=claim,
        acts=("asserts",) if claim else ("mentions",),
    )


def protocol(name: str, **known: Any) -> Protocol:
    line = known.pop("line", 1)
    fixed: dict[str, Any] = {"id": f"{name} {line}", "rev": "", "role": "protocol", "quote": name}
    fixed |= {"status": "proposed", "line": line, "span": Lines(line, line)}
    return Protocol(name=name, **(fixed | known))


def section(number: str, title: str, line: int = 1) -> Section:
    return Section(
        id=f"s{line}",
        line=line,
        span=Lines(line, line),
        body_span=Lines(line, line),
        level=2,
        number=number,
        title=title,
        title_raw=title,
        container="body",
    )


def pointer(number: str | None, title: str) -> Pointer:
    return Pointer(id="p", kind="next", line=9, number=number, title=title, quote=title)


# citations


def test_a_citation_is_resolved_as_its_link_would_be() -> None:
    found = read_records(
        {
            "a/N.md": Meaning(citations=(citation("M"), citation("b/m"), citation("lost"))),
            "a/M.md": Meaning(),
            "b/M.md": Meaning(),
        }
    )
    assert [one.to_note for one in found.citations[NotePath("a/N.md")]] == [
        "a/M.md",
        "b/M.md",
        None,
    ]


def test_a_citation_of_the_note_itself_is_marked() -> None:
    found = read_records({"N.md": Meaning(citations=(citation("N"), citation("https://n")))})
    assert [(one.to_note, one.to_self) for one in found.citations[NotePath("N.md")]] == [
        ("N.md", True),
        (None, False),
    ]


def test_an_importers_damage_is_told_and_not_mended() -> None:
    found = read_records(
        {
            "N.md": Meaning(citations=(citation("Перенос AGI-Двойника"), citation("Молоко"))),
            "AGI-Двоиника.md": Meaning(),
        }
    )
    assert found.citations[NotePath("N.md")][0].to_note is None
    (finding,) = found.findings
    assert finding.kind == "damaged-name"
    assert "AGI-Двоиника.md" in finding.message


def test_the_damage_of_names() -> None:
    titles = {"Мой ёжик": "ежик", "Йога и AGI": "и AGI", "Диалог": "", "1Восстан": "1Восстан"}
    assert {title: damaged_name(title) for title in titles} == titles


def test_what_is_remembered_changes_nothing() -> None:
    here, there = NotePath("a.md"), NotePath("b/M.md")
    opposed = Opposition(
        id="o1", line=1, span=Lines(1, 1), type="not-but", rejected="a copy", asserted="growth"
    )
    meanings = {
        here: Meaning(citations=(citation("M"), citation("N")), oppositions=(opposed,)),
        there: Meaning(oppositions=(opposed,)),
    }
    source = Source.of(here, b"[[M]] [[N]]")
    note = parse_note(source)
    graphs, memory = GraphMemory(), VaultMemory()
    for paths in ((here,), (here,), (here, there), (here, there, NotePath("N.md")), (here,)):
        graph = graphs.build([note], paths)
        said = {path: meanings[path] for path in paths if path in meanings}
        warm = read_vault(said, graph, paths, memory, {here: note.digest})
        assert warm == read_vault(said, build_graph([note], paths), paths)
        assert set(warm.conflicts) == set(said)
        meanings[here] = replace(meanings[here], oppositions=(replace(opposed, line=2),))


# pointers


def test_a_pointer_finds_the_part_by_number_and_title() -> None:
    found = read_records(
        {
            "x/3.md": Meaning(pointers=(pointer("I.4", "Парадигма переноса: самосборка"),)),
            "x/4.md": Meaning(sections=(section("I.4", "Парадигмы переноса"),)),
            "y/4.md": Meaning(sections=(section("I.4", "Рецепт борща"),)),
        }
    )
    assert found.pointers[NotePath("x/3.md")][0].to_note == "x/4.md"


def test_a_pointer_without_title_stays_in_its_series() -> None:
    found = read_records(
        {
            "x/3.md": Meaning(pointers=(pointer("4", ""),)),
            "x/4.md": Meaning(sections=(section("4.", "Anything"),)),
            "y/4.md": Meaning(sections=(section("4", "Something"),)),
        }
    )
    assert found.pointers[NotePath("x/3.md")][0].to_note == "x/4.md"


def test_a_pointer_that_could_mean_two_parts_means_none() -> None:
    part = Meaning(sections=(section("I.4", "Рост"),))
    found = read_records(
        {"x/3.md": Meaning(pointers=(pointer("I.4", "Рост"),)), "x/4.md": part, "x/5.md": part}
    )
    assert found.pointers[NotePath("x/3.md")][0].to_note is None


def test_a_link_in_the_pointers_line_decides() -> None:
    found = read_texts({"A.md": "## 2. Next\n\ntext [[B]]\n", "B.md": "x"})
    assert found.pointers == {}
    meaning = Meaning(pointers=(pointer("7", "Else"),))
    source = Source.of(NotePath("A.md"), b"\n" * 8 + b"See [[B]].\n")
    note = parse_note(source)
    paths = (NotePath("A.md"), NotePath("B.md"))
    resolved = read_vault({note.path: meaning}, build_graph([note], paths), paths)
    assert resolved.pointers[note.path][0].to_note == "B.md"


# protocols


def test_protocols_of_one_name_are_one_with_all_their_evidence() -> None:
    steps = (Step(n=1, text="read", line=2), Step(n=2, text="ask", line=3))
    found = read_records(
        {
            "a.md": Meaning(protocols=(protocol("«Перенос семени»", medium=("диалог",)),)),
            "b.md": Meaning(
                protocols=(
                    protocol("перенос семени", line=5, medium=("Диалог", "код"), steps=steps),
                    protocol("другой"),
                )
            ),
        }
    )
    other, one = found.protocols
    assert other.name == "другой"
    assert one.medium == ("Диалог", "код")
    assert one.steps == steps
    assert [(place.note, place.line) for place in one.evidence] == [("a.md", 1), ("b.md", 5)]
    assert {found.protocol_ids["«Перенос семени» 1"], found.protocol_ids["перенос семени 5"]} == {
        one.id
    }


def test_what_is_rejected_stays_rejected_and_the_disagreement_is_kept() -> None:
    reason = Evidence(note=NotePath("b.md"), line=7, quote="there is no such object")
    found = read_records(
        {
            "a.md": Meaning(protocols=(protocol("binary export", confidence="A"),)),
            "b.md": Meaning(
                protocols=(protocol("Binary export", status="rejected", reason=reason),)
            ),
        }
    )
    (one,) = found.protocols
    assert one.status == "rejected"
    assert one.reason == reason
    (conflict,) = found.conflicts[NotePath("a.md")]
    assert (conflict.kind, conflict.against) == ("status", "there is no such object")


def test_a_declared_count_is_completed_from_the_note_it_cites() -> None:
    named = tuple(protocol(name, line=line) for line, name in enumerate(("a", "b", "c"), 1))
    group = ProtocolGroup(
        id="g",
        name="три категории переноса",
        lead=Evidence(note=NotePath("there.md"), line=1, quote="три категории"),
        declared_count="3",
        members=tuple(one.id for one in named),
        span=Lines(1, 3),
    )
    counted = protocol("три категории переноса", declared_count="3", known=("a",), complete=False)
    here = Meaning(protocols=(counted,), citations=(citation("there"),))
    alone = read_records({"here.md": here})
    assert [one.complete for one in alone.protocols] == [False]
    both = read_records(
        {"here.md": here, "there.md": Meaning(protocols=named, protocol_groups=(group,))}
    )
    (one,) = (one for one in both.protocols if one.declared_count)
    assert (one.known, one.complete) == (("a", "b", "c"), True)


def test_names_that_are_likely_of_one_protocol_are_told_and_not_merged() -> None:
    members = (protocol("симбиотический", line=1), protocol("бумажный", line=2))
    group = ProtocolGroup(
        id="g",
        name="две категории переноса",
        lead=Evidence(note=NotePath("a.md"), line=1, quote="две категории"),
        members=tuple(one.id for one in members),
        span=Lines(1, 2),
    )
    found = read_records(
        {
            "a.md": Meaning(protocols=members, protocol_groups=(group,)),
            "b.md": Meaning(
                protocols=(
                    protocol("Симбиотический перенос"),
                    protocol("перенос семени", line=2),
                    protocol("переноса семени", line=3),
                )
            ),
        }
    )
    names = {one.id: one.name for one in found.protocols}
    assert len(names) == 5
    assert {one.name: [names[same] for same in one.same_as] for one in found.protocols} == {
        "бумажный": [],
        "перенос семени": ["переноса семени"],
        "переноса семени": ["перенос семени"],
        "симбиотический": ["Симбиотический перенос"],
        "Симбиотический перенос": ["симбиотический"],
    }
    assert {one.origin for one in found.relations} == {"inferred"}


# messages


def test_the_vault_decides_between_day_and_month() -> None:
    head = ">[!nexus_user] **User** - {} \n> hi\n<!-- UID: {} -->\n"
    found = read_texts(
        {
            "a.md": head.format("03/04/2025 at 1:32 AM", "u1"),
            "b.md": head.format("25/04/2025 at 1:32 AM", "u2"),
            "c.md": head.format("03/04/2025 at 13:32", "u3"),
        }
    )
    times = {
        path: (m[0].timestamp, m[0].timestamp_ambiguous) for path, m in found.messages.items()
    }
    assert times == {
        "a.md": ("2025-04-03T01:32", False),
        "b.md": ("2025-04-25T01:32", False),
        "c.md": ("2025-04-03T13:32", True),
    }


def test_a_message_in_two_files_is_told_with_both() -> None:
    text = ">[!nexus_user] **User** - 03.04.2025 at 13:32\n> hi\n<!-- UID: u1 -->\n"
    other = text.replace("u1", "u2")
    found = read_texts({"a.md": text, "b.md": text + "\n" + other})
    assert found.repeated == {"u1": ("a.md", "b.md")}


# modules


def test_a_module_is_one_frame_with_every_place() -> None:
    found = read_texts(
        {
            "a.md": "Модули: `PARADOX-MAP`, `ΔCORE`.\n\n- item\n\nUTF-8 and `GPT-4` are none.\n",
            "b.md": "Then PARADOX-MAP speaks.\n\n```\nPARADOX-MAP\n```\n[[PARADOX-MAP]]\n",
            "c.md": "`LONE-TOKEN` once.\n",
        }
    )
    assert [(one.title, one.confidence) for one in found.modules] == [
        ("PARADOX-MAP", "A"),
        ("ΔCORE", "A"),
    ]
    assert [(place.note, place.line) for place in found.modules[0].evidence] == [
        ("a.md", 1),
        ("b.md", 1),
    ]


def test_modules_of_a_list_below_a_line_that_announces_them() -> None:
    found = read_texts(
        {"a.md": "**Modules**:\n\n- `ErrorFold`: folds\n- `NightWatch`\n\n`DataView`"}
    )
    assert [one.title for one in found.modules] == ["ErrorFold", "NightWatch"]


def test_a_heading_declares_the_list_below_it_and_a_word_the_name_after_it() -> None:
    found = read_texts(
        {
            "a.md": "## Модули\n\n- `ΔSELF` — видит\n- **Зеркало снов**: помнит\n\n## Прочее\n\n"
            "- **Не модуль**: нет\n\n"
            "Модуль «Тихий якорь» держит. Модули `NightWatch` и `DayWatch`.",
            "b.md": "YYYY-MM-DD, `YYYY-MM-DD`; `DayWatch` sleeps, `DataView` and `DataView`.",
        }
    )
    assert [one.title for one in found.modules] == [
        "DayWatch",
        "NightWatch",
        "ΔSELF",
        "Зеркало снов",
        "Тихий якорь",
    ]
    assert [place.note for place in found.modules[0].evidence] == ["a.md", "b.md"]


def test_code_that_appears_twice_may_be_a_module_and_says_it_is_not_sure() -> None:
    found = read_texts({"a.md": "`FORMAL-ANCHOR` holds.\n", "b.md": "So FORMAL-ANCHOR is.\n"})
    assert [(one.title, one.confidence) for one in found.modules] == [("FORMAL-ANCHOR", "C")]


# conflicts and claims


def test_oppositions_become_conflicts_beside_those_of_the_note() -> None:
    opposition = Opposition(
        id="o", line=4, span=Lines(4, 4), type="not_but", rejected="файл", asserted="процесс"
    )
    own = Conflict(
        id="c", rev="", kind="correction", line=2, span=Lines(2, 2), statement="x", against="y"
    )
    found = read_records({"a.md": Meaning(oppositions=(opposition,), conflicts=(own,))})
    assert [(one.kind, one.statement) for one in found.conflicts[NotePath("a.md")]] == [
        ("correction", "x"),
        ("opposition", "процесс"),
    ]


def test_one_source_cited_for_a_claim_and_its_denial_is_a_tension() -> None:
    first = "внутренние модули системы не существуют независимо, а растут в диалоге"
    later = "система имеет внутренние модули, но они видны в диалоге"
    found = read_records(
        {
            "a.md": Meaning(citations=(citation("M", first, 3), citation("K", later, 4))),
            "b.md": Meaning(citations=(citation("m", later, 5), citation("m", "о другом", 6))),
            "M.md": Meaning(),
        }
    )
    assert set(found.conflicts) == {"b.md"}
    (conflict,) = found.conflicts[NotePath("b.md")]
    assert (conflict.kind, conflict.statement, conflict.against) == ("tension", later, first)
    assert [place.note for place in conflict.evidence] == ["a.md", "b.md"]


def thesis(text: str, container: str, line: int) -> Frame:
    return Frame(
        id=f"{container} {line}",
        rev="",
        kind="thesis",
        container=container,
        span=Lines(line, line),
        slots={"statement": (Filler(value=text, line=line),)},
    )


def test_a_message_that_denies_an_earlier_one_contradicts_it() -> None:
    text = "".join(
        f">[!nexus_user] **User** - 11.05.2025 at 6:1{n}\n> x\n<!-- UID: u{n} -->\n" for n in "12"
    )
    source = Source.of(NotePath("a.md"), text.encode())
    messages = read_meaning(source, parse_note(source)).messages
    denied = thesis("Архитектуру двойника нельзя выгрузить в файл", "m1", 2)
    said = thesis("Архитектуру двойника можно выгрузить в файл", "m2", 5)
    other = thesis("Архитектура живёт только в диалоге", "m2", 6)
    found = read_records({"a.md": Meaning(messages=messages, frames=(denied, said, other))})
    (conflict,) = found.conflicts[NotePath("a.md")]
    assert (conflict.kind, conflict.line) == ("contradiction", 5)
    assert "нельзя" in conflict.against
    same_message = (denied, replace(said, container="m1"))
    assert not read_records({"a.md": Meaning(messages=messages, frames=same_message)}).conflicts


def test_what_stands_after_the_first_clause_denies_nothing() -> None:
    assert is_negative("X cannot be exported, only grown")
    assert not is_negative("X is grown, not exported")


def test_two_claims_in_the_same_words_are_the_same() -> None:
    said = "the twin lives only while it reasons with someone"
    found = read_records(
        {
            "a.md": Meaning(citations=(citation("M", said, number="one"),)),
            "b.md": Meaning(
                citations=(
                    citation("K", f"**{said.capitalize()}**.", number="two"),
                    citation("K", "short", number="three"),
                    citation("L", "short", number="four"),
                )
            ),
        }
    )
    assert [(one.source, one.type, one.target) for one in found.relations] == [
        ("two", "same_as", "one")
    ]


# laws


def test_an_empty_vault_says_nothing() -> None:
    found = read_records({})
    assert not any((found.citations, found.protocols, found.modules, found.conflicts))


# the sample note


def test_the_sample_note_cites_one_source_for_two_opposites(shared: Path) -> None:
    text = (shared / "data" / "seed-note" / "note.md").read_text("utf-8")
    found = read_texts({"133_д.md": text})
    tense = [one for one in found.conflicts[NotePath("133_д.md")] if one.kind == "tension"]
    assert [one.span for one in tense] == [Lines(27, 45)]
    cited = found.citations[NotePath("133_д.md")]
    assert [one.line for one in cited if one.to_self] == [25, 46]
