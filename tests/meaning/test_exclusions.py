"""The ordinary ways to say what stays behind and what will not do, and what only looks so."""

import pytest

from tests.meaning.reading import EN, RU, meaning

LEFT = [
    (
        RU + "За бортом остаются запах мастерской и старые обиды.\n",
        "запах мастерской, старые обиды",
    ),
    (
        RU + "Ни запах краски, ни привычка опаздывать не поедут.\n",
        "запах краски, привычка опаздывать",
    ),
    (RU + "Вот чего в узле не будет:\n\n* запаха\n* обиды\n", "запаха, обиды"),
    (RU + "### Остаток\n\nПо дороге теряются:\n- запах\n- обида\n", "запах, обида"),
    (
        RU + "### Что останется здесь\n\nЗапах краски. Старые обиды.\n",
        "Запах краски, Старые обиды",
    ),
    (RU + "Переносу не подлежат ни запах, ни обида.\n", "запах, обида"),
    (RU + "Нельзя упаковать:\n\n(а) запах;\n(б) обиду.\n", "запах, обиду"),
    (
        EN + "The smell of the shop and the old grudges stay behind.\n",
        "The smell of the shop, the old grudges",
    ),
    (EN + "Neither the smell nor the grudge will make the trip.\n", "the smell, the grudge"),
    (
        EN + "Things that resist any transfer:\n\n- the smell\n- the grudge\n",
        "the smell, the grudge",
    ),
    (
        EN + "### Where the transfer ends\n\nNothing below survives:\n\n- the smell\n- a grudge\n",
        "the smell, a grudge",
    ),
    (EN + "Left out of the move: the smell, the grudge.\n", "the smell, the grudge"),
]

NOT_LEFT = [
    RU + "Нельзя: отдавать агенту ключи; начинать во время пожара.\n",
    RU + "Если агент молчит, запах и обида останутся здесь.\n",
    EN + "Either the agent or the keeper will make the trip.\n",
]

REJECTED = [
    (RU + "Двойника нельзя передать выгрузкой памяти: она молчит.\n", ["выгрузкой памяти"]),
    (
        RU + "Личность нельзя перенести ни копированием весов, ни выгрузкой диалогов.\n",
        ["выгрузкой диалогов", "копированием весов"],
    ),
    (RU + "Копировать веса бессмысленно: двойник молчит.\n", ["Копировать веса"]),
    (RU + "От прямого копирования мы отказались: двойник молчит.\n", ["прямого копирования"]),
    (EN + "A twin cannot be handed over by a dump of its memory.\n", ["dump of its memory"]),
    (
        EN + "The persona cannot be moved by copying weights, nor by exporting dialogues.\n",
        ["copying weights", "exporting dialogues"],
    ),
    (EN + "We gave up on direct export: the twin stays silent.\n", ["direct export"]),
    (EN + "Copying the weights is pointless: the twin stays silent.\n", ["Copying the weights"]),
]


@pytest.mark.parametrize(("text", "items"), LEFT)
def test_what_stays_behind_is_found(text: str, items: str) -> None:
    assert ", ".join(one.item for one in meaning(text).exclusions) == items


@pytest.mark.parametrize("text", NOT_LEFT)
def test_what_only_looks_so_is_left_alone(text: str) -> None:
    assert meaning(text).exclusions == ()


@pytest.mark.parametrize(("text", "names"), REJECTED)
def test_ways_that_will_not_do_are_kept_as_rejected(text: str, names: list[str]) -> None:
    protocols = meaning(text).protocols
    assert sorted(one.name for one in protocols) == names
    assert {one.status for one in protocols} == {"rejected"}


UNDER_REFUSAL = [
    (
        RU + "## Отвергнутые пути\n\nСъёмка на плёнку отклонена: она немая. "
        "От аудиогида музей отказался сам.\n",
        ["Съёмка на плёнку", "аудиогида"],
    ),
    (RU + "## Что отмели\n\n- **Слепок весов** — не взлетело.\n", ["Слепок весов"]),
    (EN + "## Rejected ways\n\nFilming was turned down: it is silent.\n", ["Filming"]),
    (EN + "## What we threw out\n\n- **A dump of logs** — nobody uses it.\n", ["A dump of logs"]),
    (RU + "## Пути переноса\n\n- ❌ **Прямой перенос** (через дамп)\n", ["Прямой перенос"]),
]


@pytest.mark.parametrize(("text", "names"), UNDER_REFUSAL)
def test_what_a_heading_or_a_mark_refuses_is_rejected(text: str, names: list[str]) -> None:
    found = [(one.name, one.status) for one in meaning(text).protocols]
    assert sorted(found) == [(name, "rejected") for name in names]


def test_a_refusal_that_carries_a_way_does_not_reject_it() -> None:
    text = RU + "## Пути переноса\n\n- **Спорный перенос** (через разборы отказов)\n"
    assert [one.status for one in meaning(text).protocols] == ["proposed"]
