"""Which verb about a link is an act of a text, and which tells what a program or a user does."""

import pytest

from tests.meaning.reading import meaning

GENRE = "How the persona of an assistant moves to another language model.\n\n"
"""Opening of a note of the genre."""

NOT_ACTS = {
    "a tool's feature as a claim": "- [[hive-view]]: Tracks visits and draws a chart.",
    "a gerund of operating": "- [[reel]] - Capturing voice memos on the go.",
    "a participle before a noun": "- [[pairs]]: Related notes up to two steps away.",
    "an adjective made of a verb": "- [[frames-in]]: Lazily interpreted inline frames.",
    "support for a format": "- [[shade]]: Supports the [[knobs|Knobs]] plugin",
    "a title in a web link": "- [A Short Analysis of Tides](https://a.example/t) by [[anna]]",
    "a web link beside": "- [[reel]] - [Showing how days pass](https://a.example/280)",
    "what a plugin's page shows": "Hide the settings shown by the [[knobs|Knobs]] plugin.",
}
NOT_ACTS_OF_GENRE = {
    "a user who uses": "For folks who use a generator like [[Mill]] there was a talk.",
    "a noun that uses": "It is one of few examples of a repository using [[SASSY]].",
    "a gerund after a preposition": "That film is an introduction to using the [[loom]] plugin.",
    "a noun after the link": "Anna showed how one writes inline [[loom]] queries that count.",
    "likeness": "There are pictures with ideas like the [[Seedbox]] we use here.",
    "another's verb": "Anna shared an alternative to the [[Foo]] and discusses when.",
    "what a user does": "The message can be sent by using the [[loom]] plugin.",
    "a list of tools": "He will talk of a way of work: using folders, [[loom]] and tags.",
}
ACTS = {
    "We use the scale of [[Weights]] to weigh a persona.": ("uses", "citing"),
    "In this note we extend [[Weights]] to voices.": ("extends", "citing"),
    "The second draft extends [[Weights]].": ("extends", "citing"),
    "- [[Weights]] — explains how a habit is weighed.": ("explains", "cited"),
    "- [[Weights]] — supports the view that habits move first.": ("supports", "cited"),
    "The method is described in [[Weights]].": ("describes", "cited"),
    "Вдохновлялись [[Весы]].": ("uses", "citing"),
    "За основу взяли [[Весы]].": ("extends", "citing"),
    "С [[Весы]] не согласны в части мер.": ("critiques", "citing"),
    "На [[Весы]] опираемся и здесь.": ("uses", "citing"),
    "- [[Весы]] — обязывает взвешивать привычку дважды.": ("proposes", "cited"),
    "- [[Весы]] — подводит к мысли, что привычка легче голоса.": ("concludes", "cited"),
    "- [[Весы]] — намечает дальнейший путь голоса.": ("opens_path", "cited"),
    "- [[Весы]] — задаёт предел веса.": ("defines", "cited"),
    "- [[Weights]] — sets it against the clock.": ("compares", "cited"),
    "- [[Weights]] — obliges the keeper to weigh twice.": ("proposes", "cited"),
    "We doubt the clock and build on [[Weights]].": ("extends", "citing"),
    "- [[Weights]] — walks you through the weighing of habits.": ("explains", "cited"),
    "- [[Weights]] — found 12 dead habits.": ("indicates", "cited"),
    "- [[Weights]] — insists on a single scale.": ("asserts", "cited"),
    "- [[Weights]] — establishes that habits are light.": ("demonstrates", "cited"),
    "We depart from [[Weights]] here.": ("contrasts", "citing"),
    "This extends [[Weights]] to voices.": ("extends", "citing"),
    "Мысль позаимствована из [[Весы]].": ("uses", "citing"),
    "- [[Весы]] — учит начинать с тяжёлого.": ("proposes", "cited"),
    "Inspired by [[Weights]].": ("uses", "citing"),
    "We part ways with [[Weights]] here.": ("critiques", "citing"),
    "Go to [[Weights]] for more.": ("see", "cited"),
    "Complaints go to [[Weights]].": ("mentions", "unknown"),
    "Using [[Weights]], we compare two voices.": ("uses", "citing"),
    "[[Weights]] shows that habits move first.": ("demonstrates", "cited"),
}


@pytest.mark.parametrize("text", NOT_ACTS.values(), ids=NOT_ACTS)
def test_what_a_tool_does_is_no_act(text: str) -> None:
    assert acts(text) == {"mentions"}


@pytest.mark.parametrize("text", NOT_ACTS_OF_GENRE.values(), ids=NOT_ACTS_OF_GENRE)
def test_what_others_do_with_a_tool_is_no_act(text: str) -> None:
    assert acts(GENRE + text) == {"mentions"}


@pytest.mark.parametrize("text", ACTS)
def test_a_text_and_its_writer_act(text: str) -> None:
    (citation,) = meaning(GENRE + text).citations
    assert (citation.acts[0], citation.subject) == ACTS[text]


def test_links_to_the_web_make_no_note_one_of_the_genre() -> None:
    footer = '[Copy this note](https://raw.example/a "copy") | <span class="memory">'
    text = f"- Prompt colour\n- [[shade]]: Supports [[knobs]] that turn\n\n{footer}\n"
    assert acts(text) == {"mentions"}


def test_what_a_thing_needs_is_no_proposal() -> None:
    (citation,) = meaning(
        f"{GENRE}- [[Весы]] — утверждает, что голос растёт, требуя ухода."
    ).citations
    assert citation.acts == ("asserts",)


def test_a_footnote_says_itself_what_its_note_is_cited_for() -> None:
    text = (
        f"{GENRE}[[Weights]] refutes the clock.[^1]\n\n"
        "[^1]: [[Weights]]; for the other view see [[Pendulum]]\n"
    )
    for written in (text, text.replace("[[Weights]]; for", "For")):
        own = [one for one in meaning(written).citations if one.via == "footnote"]
        found = [(one.target, one.acts, [cue.line for cue in one.cues]) for one in own]
        assert found == [("Pendulum", ("see",), [5])]


def acts(text: str) -> set[str]:
    return {citation.acts[0] for citation in meaning(text).citations}
