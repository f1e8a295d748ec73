"""A map model to the text of one self-contained HTML page.

The page's parts are files of ``vaultkit/map/web``: ``page.html`` with named markers, and the
styles and scripts that ``order.txt`` lists. Everything is inlined; the page asks for nothing.
"""

from importlib.resources import files

from vaultkit.map.found_words import found_words
from vaultkit.map.page_data import Live, PageOptions, data_block, page_data
from vaultkit.map.page_panels import panel_blocks
from vaultkit.map.page_template import escaped, filled
from vaultkit.map.record import MapModel

PAGE_LIMIT = 11_500_000
"""Characters of a page: what does not fit is not carried, and the page says so."""


def page_html(model: MapModel, options: PageOptions) -> str:
    """Return the page that shows *model*."""
    order = [node.id for node in model.drawing.nodes]
    words = data_block("vaultmap-words", found_words(model.drawing.nodes))
    main = page_data(model, options)
    room = PAGE_LIMIT - len(words) - len(data_block("vaultmap-data", main))
    panels, held = panel_blocks(options.panels, order, room)
    data = [data_block("vaultmap-data", main | {"carried": held}), words, *panels]
    parts = {
        "lang": options.lang,
        "title": escaped(model.name),
        "csp": content_policy(options.live),
        "styles": _inlined(".css", "style"),
        "data": "\n".join(data),
        "scripts": _inlined(".js", "script"),
    }
    return filled(web_text("page.html"), parts)


def web_text(name: str) -> str:
    """Return the text of one file of ``vaultkit/map/web``."""
    return files("vaultkit.map").joinpath("web", *name.split("/")).read_text(encoding="utf-8")


def web_order() -> tuple[str, ...]:
    """Return the styles and scripts of the page in the order in which they are inlined."""
    lines = (line.partition("#")[0].strip() for line in web_text("order.txt").splitlines())
    return tuple(line for line in lines if line)


def _inlined(ending: str, tag: str) -> str:
    texts = [web_text(name) for name in web_order() if name.endswith(ending)]
    if tag == "script":
        # One closure: the modules see each other and nothing of theirs becomes global.
        body = '"use strict";\n(() => {\n' + "\n".join(texts) + "\n})();"
    else:
        body = "\n".join(texts)
    return f"<{tag}>\n{body}\n</{tag}>"


def content_policy(live: Live) -> str:
    """Return the page's Content-Security-Policy; only what *live* needs is opened."""
    connect = "'self'" if live.events or live.notes else "'none'"
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; "
        f"script-src 'unsafe-inline'{' file:' if live.script else ''}; worker-src blob:; "
        f"connect-src {connect}; "
        "base-uri 'none'; form-action 'none'"
    )
