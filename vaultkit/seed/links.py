"""Markdown links between the files of a bundle, relative, so that any viewer follows them."""

from vaultkit.seed.markdown_text import escaped


def link(title: str, target: str, here: str) -> str:
    r"""Return a link to the bundle path *target* from the file at the bundle path *here*.

    >>> link("A [b]", "frames/x.md", "acts/01-y.md"), link("A", "acts/x.md", "acts/01-y.md")
    ('[A \\[b\\]](../frames/x.md)', '[A](x.md)')
    """
    return f"[{escaped(title)}]({relative(target, here)})"


def relative(target: str, here: str) -> str:
    """Return the path of *target* as seen from the file *here*; both at most one folder deep."""
    folder = here.rpartition("/")[0]
    if folder and target.startswith(f"{folder}/"):
        return target.removeprefix(f"{folder}/")
    return f"../{target}" if folder else target
