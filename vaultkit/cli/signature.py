"""Signatures of seeds by OpenSSH (``ssh-keygen -Y``): offline, with a key that people have."""

import shutil
import subprocess
from pathlib import Path

from vaultkit.errors import VaultkitError
from vaultkit.terminal import visible

NAMESPACE = "vaultkit-seed"
_SECONDS = 20


class SignatureError(VaultkitError):
    """ssh-keygen is not there, or did not do what it was asked for."""


def sign(file: Path, key: Path) -> None:
    """Write ``FILE.sig`` beside *file*, made with the private *key*.

    Raises:
        SignatureError: ssh-keygen is missing or refuses.
    """
    done = _ssh_keygen("sign", "-f", str(key), "-n", NAMESPACE, str(file))
    if done.returncode:
        raise SignatureError(f"ssh-keygen could not sign: {_last_line(done.stderr)}")


def signature_fault(file: Path, signature: Path, signers: Path, signer: str | None) -> str | None:
    """Return why *signature* does not stand for *file*; None where it does.

    Args:
        file: What was signed.
        signature: The signature's file.
        signers: Who may sign (``allowed_signers`` of OpenSSH).
        signer: Whose signature it must be; None: anyone's of *signers*.

    Raises:
        SignatureError: ssh-keygen is missing, or *file* cannot be read.
    """
    who = signer or _signer(signature, signers)
    if who is None:
        return "no one of the allowed signers made the signature"
    done = _ssh_keygen(
        *("verify", "-f", str(signers), "-I", who, "-n", NAMESPACE, "-s", str(signature)),
        standard_input=file,
    )
    return _last_line(done.stderr) or "the signature is wrong" if done.returncode else None


def _signer(signature: Path, signers: Path) -> str | None:
    done = _ssh_keygen("find-principals", "-f", str(signers), "-s", str(signature))
    found = done.stdout.split("\n")[0].strip()
    return found if done.returncode == 0 and found else None


def _ssh_keygen(
    *arguments: str, standard_input: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    program = shutil.which("ssh-keygen")
    if program is None:
        raise SignatureError(
            "ssh-keygen is not installed: install OpenSSH's client, or go without"
        )
    try:
        return subprocess.run(  # noqa: S603  # the program is ssh-keygen, and arguments are apart
            [program, "-Y", *arguments],
            input=_text(standard_input) if standard_input else "",
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise SignatureError(f"ssh-keygen did not answer: {error}") from error


def _text(file: Path) -> str:
    from vaultkit import disk

    return disk.read_text_if_there(file)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return visible(lines[-1]) if lines else ""
