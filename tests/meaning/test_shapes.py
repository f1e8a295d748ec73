"""What the shape of a note tells where its words do not."""

from tests.meaning.reading import EN, RU, meaning


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


def test_a_heading_of_the_genre_plays_its_part_in_a_note_of_the_genre() -> None:
    words = "The twin keeps a mind, a memory and a dialogue in its frames.\n\n"
    text = "## The snag\n\na b c\n\n## Left unattended\n\nd e f\n\n## Who pays\n\ng h i\n"
    assert [one.role for one in meaning(words + text).sections] == [
        "problem",
        "consequence",
        "consequence",
    ]
    assert [one.role for one in meaning(text).sections] == [None, None, None]


def test_parts_of_a_protocol_keep_their_slots() -> None:
    words = "The twin keeps a mind, a memory and a dialogue in its frames.\n\n"
    text = "## Protocol: harbour watch\n\n### What we do now\n\n1. Read it.\n2. Ask it.\n"
    (protocol,) = meaning(words + text).protocols
    assert len(protocol.steps) == 2
    assert meaning(words + text).sections[1].role is None


def test_a_comment_of_one_line_is_nobody_s_words() -> None:
    text = "- [[A]]\n%% end of the list, refutes nothing %%\n\n%% Is it so? %%\n\nYes. It is.\n"
    found = meaning(EN + text)
    (citation,) = found.citations
    assert (citation.claim, citation.acts) == ("", ("mentions",))
    assert [one.kind for one in found.frames] == []


def test_words_beside_a_comment_are_said() -> None:
    (citation,) = meaning(EN + "%% draft %% We refute [[B]] here.\n").citations
    assert citation.acts == ("refutes",)


def test_a_plugins_comment_is_nobody_s_words() -> None:
    text = (
        'Why?\n\n<hr class="__chatgpt_plugin">\n\n### role::assistant\n\nBecause.\n\n'
        "=begin-chatgpt-md-comment\nWhy so? Because [[A]] refutes it.\n"
        "=end-chatgpt-md-comment\n\nEnough.\n"
    )
    found = meaning(text)
    assert [one.kind for one in found.frames] == []
    assert [one.acts for one in found.citations] in ([], [("mentions",)])


def test_the_number_of_the_next_point_answers_nothing() -> None:
    text = '**1. Ask less**:\n> "Is there a way?"\n\n**2.** > "I tried this way."\n'
    assert "question_answer" not in [one.kind for one in meaning(EN + text).frames]


def test_a_diary_that_tells_what_stays_behind_is_of_the_genre() -> None:
    diary = (
        "## What we call what\n\n**A slip** — a place where the play knows more than I do.\n\n"
        "## What cannot travel\n\nWill not be handed over:\n\n- the smell of the wings;\n- dust.\n"
    )
    kinds = [one.kind for one in meaning(diary).frames]
    assert {"definition", "exclusion"} <= set(kinds)


def test_a_slot_and_a_question_as_heading_name_no_protocol() -> None:
    text = (
        "## Протокол прививки\n\n**Носитель:** журнал\n**Что переносится:** навык через журнал\n\n"
        "### Чего прививка не даёт\n\nНе удастся передать:\n\n- глазомер,\n- терпение.\n"
    )
    assert [one.name for one in meaning(RU + text).protocols] == ["Протокол прививки"]


def test_what_was_taken_from_a_note_is_used() -> None:
    (citation,) = meaning(RU + "У [[Письма]] позаимствована половина схемы.\n").citations
    assert (citation.acts, citation.subject) == (("uses",), "citing")


def test_a_move_away_sets_one_thing_against_another() -> None:
    (one,) = meaning(RU + "Нужно уйти от выгрузки нитей к повторному завязыванию.\n").oppositions
    assert (one.rejected, one.asserted) == ("от выгрузки нитей", "к повторному завязыванию")
