"""A small seed of two frames, two protocols and what belongs to them, for tests."""

from vaultkit.seed.record import (
    Act,
    Content,
    Place,
    SeedClaim,
    SeedConflict,
    SeedFrame,
    SeedProtocol,
    SeedRelation,
    SeedSource,
)
from vaultkit.seed.seed import About, Seed

PLACE = Place(note="n1", lines=(3, 4), uid="u-1", role="assistant", at="2025-05-11T06:11")

CONTENT = Content(
    language="ru",
    sources=(
        SeedSource(id="n1", title="134_д", path="134_д.md", digest="blake2b-128:00"),
        SeedSource(id="n2", title="135_д", state="missing"),
    ),
    frames=(
        SeedFrame(id="f2", kind="principle", title="Рост", place=PLACE, claims=("c-1", "c-2")),
        SeedFrame(id="f1", kind="thesis", title="рост", place=PLACE, parent="f2"),
        SeedFrame(id="f3", kind="thesis", title='a/b: "c" #[[x]]', place=PLACE, claims=("c-4",)),
    ),
    claims=(
        SeedClaim(id="c-2", text="100 % [[ссылка]] <b>x</b> %%", kind="statement", place=PLACE),
        SeedClaim(id="c-1", text="Не A, а B ^id", kind="statement", place=PLACE, frame="f2"),
        SeedClaim(id="c-3", text="1. шаг", kind="step", place=PLACE, order=1),
        SeedClaim(id="c-4", text="`код` | \\ $x$", kind="statement", place=PLACE),
        SeedClaim(id="c-5", text="ничья", kind="citation", place=PLACE, target="n2"),
    ),
    protocols=(
        SeedProtocol(
            id="p1",
            name="Перенос",
            role="protocol",
            status="proposed",
            place=PLACE,
            steps=("c-3",),
            evidence=("c-1",),
            medium=("диалог",),
        ),
        SeedProtocol(id="p2", name="Копия", role="excluded", status="rejected", place=PLACE),
    ),
    conflicts=(SeedConflict(id="k1", kind="correction", statement="A", against="B", place=PLACE),),
    relations=(
        SeedRelation(source="f1", type="supports", target="f2"),
        SeedRelation(source="p1", type="excludes", target="p2"),
    ),
)

ACT = Act(
    id="a1",
    position=1,
    file="acts/01.md",
    title="Прочесть",
    description="Прочесть рамку.",
    mode="read",
    transfer_kind="architectural",
    frames=("f1",),
    claims=("c-1", "c-2"),
    prompt="Скажи ``` вслух",
    questions=("Кто?",),
    sign=("Повторено.",),
)

SEED = Seed(
    about=About(name="rost", title="Рост", created="2025-05-11T06:11:00Z"),
    content=CONTENT,
    acts=(ACT,),
    checks=(),
)
