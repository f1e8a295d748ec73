import pytest

from tests.foreign.environments import BAGIT, run

pytestmark = pytest.mark.foreign


def test_a_foreign_program_answers() -> None:
    """The harness itself: bagit knows its version."""
    assert "bagit" in run(BAGIT, "--version").stdout.lower()
