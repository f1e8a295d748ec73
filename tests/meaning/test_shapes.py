"""What the shape of a note tells where its words do not."""

from tests.meaning.reading import meaning


def test_three_numbered_parts_around_a_consequence_are_a_digest() -> None:
    text = "### 1. What creaks\n\na\n\n### 2. Consequences\n\nb\n\n### 3. Another road\n\nc\n"
    roles = [section.role for section in meaning(text).sections]
    assert roles == ["problem", "consequence", "solution"]


def test_a_reason_answers_a_question() -> None:
    (frame,) = meaning("Зачем тебе лодка?\n\nПотому что река широка. Мост снесло.\n").frames
    assert (frame.kind, frame.span.first, frame.span.last) == ("question_answer", 1, 3)


def test_a_section_defines_its_term_once() -> None:
    text = "### What is a keel\n\n**A keel** is a beam with these parts:\n\n- stem\n- shoe\n"
    assert [one.kind for one in meaning(text).frames].count("definition") == 1


def test_a_line_of_its_own_names_a_protocol() -> None:
    text = (
        "How an agent's memory moves to another model, dialogue by dialogue.\n\n"
        'Protocol "Harbour watch"\n\nActor: the keeper.\nStep 1. Read the log.\n'
        "Step 2. Ask for a reply.\nCheck: the model objects.\n"
    )
    (protocol,) = meaning(text).protocols
    assert (protocol.name, len(protocol.steps)) == ("Harbour watch", 2)
    assert protocol.actor == ("the keeper",)
