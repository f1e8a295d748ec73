"""What fills the slots of consequences and protocols, in the field's ordinary wordings."""

import pytest

from tests.meaning.reading import EN, RU, meaning

HARMED = [
    (RU, "Хуже всех придётся детям, учителям и двойнику.", "детям, учителям, двойнику"),
    (RU, "Это заденет детей, учителей и двойника.", "детей, учителей, двойника"),
    (RU, "Дети, учителя и двойник останутся ни с чем.", "Дети, учителя, двойник"),
    (RU, "Пострадают не только дети, но и учителя.", "дети, учителя"),
    (RU, "Двойник замолчит: умолкнут дети, учителя и дом.", "дети, учителя, дом"),
    (EN, "The bill lands on the crew, the boats and the twin.", "the crew, the boats, the twin"),
    (
        EN,
        "First the pilots suffer, then the harbour, then the twin.",
        "the pilots, the harbour, the twin",
    ),
    (EN, "It touches crews, boats and the twin.", "crews, boats, the twin"),
    (EN, "Without a keeper, sleep, money and trust will crumble.", "sleep, money, trust"),
    (EN, "It is the crew, the boats and the twin who pay.", "the crew, the boats, the twin"),
]

UNHARMED = [
    (RU, "Получим автомат, то есть систему, которая молчит, спит и никогда не спорит."),
    (EN, "It will answer at once, never ask, and sleep."),
]

SET_OUT = [
    (
        RU + "## Протокол «Вахта»\n\n**Кто ведёт:** сторож\n**Нужно заранее:** журнал; ночь\n"
        "**Ход:** а) слушаем; б) молчим\n**Удалось, если:** агент спорит\n",
        (("сторож",), ("журнал", "ночь"), ("слушаем", "молчим"), ("агент спорит",)),
    ),
    (
        RU + "## Протокол «Вахта»\n\n- Ведущий: сторож\n- До начала: журнал\n"
        "- Порядок: слушаем → молчим\n- Приёмка: агент спорит\n",
        (("сторож",), ("журнал",), ("слушаем", "молчим"), ("агент спорит",)),
    ),
    (
        RU + "## Протокол «Вахта»\n\nЧтобы начать, нужен журнал. Сначала слушаем, затем молчим. "
        "Удалось, если агент спорит.\n",
        ((), ("журнал",), ("слушаем", "молчим"), ("агент спорит",)),
    ),
    (
        EN + "## Protocol: Watch\n\n**Led by:** the keeper\n**Have ready:** a log; a quiet night\n"
        "**Moves:** (a) listen; (b) wait\n**It has worked if:** the agent argues\n",
        (
            ("the keeper",),
            ("a log", "a quiet night"),
            ("listen", "wait"),
            ("the agent argues",),
        ),
    ),
    (
        EN + "## Protocol: Watch\n\nTo begin you need a log. First listen, then wait. "
        "Success means the agent argues.\n",
        ((), ("a log",), ("listen", "wait"), ("the agent argues",)),
    ),
    (
        EN + "## Protocol: Watch\n\nDay 1 — listen.\nDay 2 — wait.\n\nPassed when it argues.\n",
        ((), (), ("listen", "wait"), ("it argues",)),
    ),
]


@pytest.mark.parametrize(("head", "text", "wanted"), HARMED)
def test_a_consequence_tells_whom_it_harms(head: str, text: str, wanted: str) -> None:
    title = "## Последствия\n\n" if head is RU else "## Consequences\n\n"
    frame = next(
        one for one in meaning(f"{head}{title}{text}\n").frames if one.kind == "consequence"
    )
    assert ", ".join(filler.value for filler in frame.slots["affects"]) == wanted


@pytest.mark.parametrize(("head", "text"), UNHARMED)
def test_clauses_are_nobody(head: str, text: str) -> None:
    title = "## Последствия\n\n" if head is RU else "## Consequences\n\n"
    frame = next(
        one for one in meaning(f"{head}{title}{text}\n").frames if one.kind == "consequence"
    )
    assert "affects" not in frame.slots


@pytest.mark.parametrize(("text", "wanted"), SET_OUT)
def test_a_protocol_is_set_out(text: str, wanted: tuple[tuple[str, ...], ...]) -> None:
    (protocol,) = meaning(text).protocols
    steps = tuple(step.text for step in protocol.steps)
    assert (protocol.actor, protocol.preconditions, steps, protocol.checks) == wanted


def test_a_bare_list_of_links_is_no_evidence() -> None:
    text = "**Core tools**:\n\n- [[Tally]]\n- [[Ledger]]\n"
    assert meaning(text).frames == ()
    told = "**Core tools**:\n\n- [[Tally]] — counts what the crew forgets\n- [[Ledger]]\n"
    assert [one.kind for one in meaning(told).frames] == ["evidence"]


def test_a_choice_is_no_order() -> None:
    text = "You can either:\n\n1. Open the file\n2. Drop the file\n3. Ask for the file\n"
    assert [one.kind for one in meaning(text).frames if one.kind == "procedure"] == []


def test_a_list_gives_vectors_where_its_lead_counts_them() -> None:
    text = (
        RU + "Для переноса нужны две вещи:\n\n1. 🔧 **Черновик как карта**\n2. **Спор как мост**\n"
    )
    found = [(one.name, one.role, one.metaphor) for one in meaning(text).protocols]
    assert found == [
        ("Черновик как карта", "vector", "карта"),
        ("Спор как мост", "vector", "мост"),
    ]


def test_a_steps_own_check_is_the_protocols() -> None:
    text = (
        RU
        + "## Протокол «Вахта»\n\nНужно до старта: журнал.\n\n1. Слушаем.\n   - Проверка: тихо.\n"
    )
    (protocol,) = meaning(text).protocols
    assert (protocol.preconditions, protocol.checks) == (("журнал",), ("тихо",))


def test_who_pays_is_answered_by_names() -> None:
    text = EN + "## Consequences\n\nWho pays? The crew, the owners (not at once).\n"
    frame = next(one for one in meaning(text).frames if one.kind == "consequence")
    assert [filler.value for filler in frame.slots["affects"]] == ["The crew", "the owners"]


PROSE = [
    (
        EN
        + "## On the order of moving\n\nThe work is done by the keeper. Before the start the log "
        "must be closed. At first the keeper listens. Then the agent repeats. Finally the log is "
        "burned. It is considered done if the agent argues.\n",
        ("the keeper listens", "the agent repeats", "the log is burned"),
    ),
    (
        EN + "## The handover protocol\n\nOn the first evening we listen. On the second we wait. "
        "On the third we compare.\n",
        ("we listen", "we wait", "we compare"),
    ),
    (
        RU
        + "## Протокол «Вахта»\n\nВ первый вечер слушаем. Во второй молчим. В третий сверяем.\n",
        ("слушаем", "молчим", "сверяем"),
    ),
]


@pytest.mark.parametrize(("text", "steps"), PROSE)
def test_prose_tells_steps_by_their_order(text: str, steps: tuple[str, ...]) -> None:
    (protocol,) = meaning(text).protocols
    assert tuple(step.text for step in protocol.steps) == steps


def test_ways_with_their_media_are_no_steps_of_what_lists_them() -> None:
    text = (
        RU + "## Регламент: передача вахты\n\nОписаны два режима:\n\n- **тихий режим** — через "
        "молчание\n- **спорный режим** — через спор\n\n### Порядок\n\nШаг 1. Слушаем.\n"
        "Шаг 2. Молчим.\n"
    )
    found = [(one.name, one.medium, len(one.steps)) for one in meaning(text).protocols]
    assert found == [
        ("передача вахты", (), 2),
        ("тихий режим", ("молчание",), 0),
        ("спорный режим", ("спор",), 0),
    ]


def test_a_paragraph_sign_only_numbers() -> None:
    text = EN + "## §3. Consequences\n\nThe crew suffers.\n\n## §4. What to do\n\nGrow it.\n"
    assert [one.role for one in meaning(text).sections][1:] == ["consequence", "solution"]


BELOW_A_LIST = [
    (EN, "Steps:\n1. Listen.\n2. Wait.\n3. Compare.\nHow we know: it argues.\n", "Compare"),
    (EN, "Have a look:\n1. Listen.\n2. Wait.\n3. Compare.\nCheck: it argues.\n", "Compare"),
    (RU, "Ход:\n1. Слушаем.\n2. Молчим.\n3. Сверяем.\n*Проверка:* он спорит.\n", "Сверяем"),
    (RU, "Делаем по порядку:\n- Слушаем.\n- Сверяем.\nПризнаки: он спорит.\n", "Сверяем"),
]


@pytest.mark.parametrize(("head", "text", "last"), BELOW_A_LIST)
def test_a_label_under_a_list_is_no_part_of_its_last_item(head: str, text: str, last: str) -> None:
    title = "## Протокол «Вахта»\n\n" if head is RU else "## Protocol: Watch\n\n"
    found = meaning(f"{head}{title}{text}")
    (protocol,) = found.protocols
    assert protocol.checks == ("он спорит" if head is RU else "it argues",)
    for frame in found.frames:
        for slot in ("steps", "items"):
            values = [filler.value for filler in frame.slots.get(slot, ())]
            assert values[-1:] in ([], [last])


ACTORS = [
    (
        RU,
        "Исполнитель — врач; свидетель — сестра; хранитель — архив.",
        ("врач", "сестра", "архив"),
    ),
    (RU, "Исполнитель: врач; наблюдатель: сестра", ("врач", "сестра")),
    (EN, "Performer — the doctor; witness — the nurse.", ("the doctor", "the nurse")),
    (EN, "**Roles:** host: the keeper; guest: the nurse", ("the keeper", "the nurse")),
    (EN, "**Roles:** keeper — listens; nurse — writes", ("keeper — listens", "nurse — writes")),
]


@pytest.mark.parametrize(("head", "text", "wanted"), ACTORS)
def test_a_part_and_who_plays_it_are_told_apart(
    head: str, text: str, wanted: tuple[str, ...]
) -> None:
    title = "## Протокол «Вахта»" if head is RU else "## Protocol: Watch"
    (protocol,) = meaning(f"{head}{title}\n\n{text}\n\n1. Слушаем.\n2. Молчим.\n").protocols
    assert protocol.actor == wanted


def test_a_label_tells_a_metaphors_lesson() -> None:
    text = EN + "## Metaphor\n\nIt is like a sourdough.\n\nThe moral: the culture is fed.\n"
    (frame,) = (one for one in meaning(text).frames if one.kind == "metaphor")
    assert [filler.value for filler in frame.slots["lesson"]] == ["the culture is fed."]


def test_a_plan_of_a_transfer_is_a_protocol() -> None:
    text = RU + "## План переноса памяти\n\n1. Слушаем.\n2. Молчим.\n"
    (protocol,) = meaning(text).protocols
    assert (protocol.role, len(protocol.steps)) == ("plan", 2)


def test_what_one_is_asked_to_imagine_is_the_source() -> None:
    text = RU + "## Притча\n\nПредставь дрожжи, которые шлют письмом. **Тесто помнит руки.**\n"
    (frame,) = (one for one in meaning(text).frames if one.kind == "metaphor")
    assert [filler.value for filler in frame.slots["source"]] == ["дрожжи"]


def test_a_label_before_a_paragraph_is_no_key() -> None:
    text = "## Part 3. The voice\n\n**The rub.** The voice rests on **the agent's memory**.\n"
    frame = next(one for one in meaning(EN + text).frames if one.kind == "principle")
    assert [filler.value for filler in frame.slots["key"]] == ["the agent's memory"]
