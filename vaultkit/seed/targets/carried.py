"""What every target is made from."""

from dataclasses import dataclass
from functools import cached_property

from vaultkit.seed.record import Act, Content, SeedClaim


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A seed as far as growing needs it."""

    name: str
    """ASCII slug."""

    title: str
    created: str
    """ISO 8601 time with a zone: ``2025-05-11T06:11:00Z``."""

    content: Content
    acts: tuple[Act, ...]
    """In the order of their positions."""

    def claims_of(self, keys: tuple[str, ...]) -> list[SeedClaim]:
        """Return the claims with the ids *keys*, in that order; unknown ids are left out."""
        return [self._claims[key] for key in keys if key in self._claims]

    @cached_property
    def _claims(self) -> dict[str, SeedClaim]:
        return {claim.id: claim for claim in self.content.claims}
