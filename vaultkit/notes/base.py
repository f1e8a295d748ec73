"""A base (Obsidian Bases, YAML) as a source of links: every link among its texts."""

from vaultkit.findings import Finding
from vaultkit.notes.note import Note
from vaultkit.notes.properties import InvalidPropertiesError, parse_properties
from vaultkit.notes.property_links import find_property_links
from vaultkit.notes.source import Source


def parse_base(source: Source) -> Note:
    """Read the base *source*; one that is not YAML gives a finding and no links."""
    findings: tuple[Finding, ...] = ()
    try:
        content = parse_properties(source.text)
    except InvalidPropertiesError as error:
        content = {}
        problem = f"the base cannot be read: {error}"
        findings = (Finding(source.path, 1 + error.line, "invalid-base", problem),)
    return Note(
        path=source.path,
        digest=source.digest,
        size=len(source.data),
        property_links=tuple(find_property_links(content)),
        findings=findings,
    )
