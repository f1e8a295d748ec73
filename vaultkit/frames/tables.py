"""Pipe tables to header and rows. Ragged rows are padded, never cut silently."""

import re
from collections.abc import Iterator, Sequence

from vaultkit.frames.containers import Container
from vaultkit.frames.folding import squeeze
from vaultkit.frames.page import TABLE, Page
from vaultkit.frames.record import Diagnostic, Lines, Table, TableRow

_PIPE = re.compile(r"(?<!\\)\|")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)__|__(?!\w)")
_DELIMITER = re.compile(r"[ \t|:\-]+$")


def find_tables(
    page: Page, containers: Sequence[Container]
) -> tuple[tuple[Table, ...], tuple[Diagnostic, ...]]:
    """Return the tables of every container, and the rows that do not fit their header."""
    tables: list[Table] = []
    faults: list[Diagnostic] = []
    if TABLE not in page.kind:
        return (), ()
    for container in containers:
        for first, last in _runs(page, container):
            tables.append(_table(page, f"t{len(tables) + 1}", Lines(first, last), container.id))
            faults.extend(_ragged(page, tables[-1]))
    return tuple(tables), tuple(faults)


def split_row(line: str) -> list[str]:
    r"""Return the cells of a table's line.

    >>> split_row("| a | b \\| c |")
    ['a', 'b | c']
    """
    cells = _PIPE.split(line.strip())
    if len(cells) > 1 and not cells[0].strip():
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return [squeeze(_EMPHASIS.sub("", cell)).replace("\\|", "|") for cell in cells]


def _runs(page: Page, container: Container) -> Iterator[tuple[int, int]]:
    """Yield first and last line of each table: a delimiter row makes one."""
    number = container.span.first
    while number < container.span.last:
        if page.kind_of(number) != TABLE:
            number += 1
            continue
        last = number + 1
        while last + 1 <= container.span.last and page.kind_of(last + 1) == TABLE:
            if _is_delimiter(page, last + 2, container):
                break
            last += 1
        yield number, last
        number = last + 1


def _is_delimiter(page: Page, number: int, container: Container) -> bool:
    return number <= container.span.last and bool(_DELIMITER.match(page.line(number)))


def _table(page: Page, name: str, span: Lines, container: str) -> Table:
    header = split_row(page.line(span.first))
    rows = []
    for number in range(span.first + 2, span.last + 1):
        cells = split_row(page.line(number))
        cells.extend("" for _ in range(len(header) - len(cells)))
        rows.append(TableRow(line=number, cells=tuple(cells)))
    return Table(
        id=name,
        span=span,
        header_line=span.first,
        header=tuple(header),
        rows=tuple(rows),
        container=container,
    )


def _ragged(page: Page, table: Table) -> Iterator[Diagnostic]:
    wanted = len(table.header)
    for row in table.rows:
        count = len(split_row(page.line(row.line)))
        if count != wanted:
            detail = f"{count} cells under a header of {wanted}"
            yield Diagnostic(code="ragged_table_row", at=row.line, detail=detail)
