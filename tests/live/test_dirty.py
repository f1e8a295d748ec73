from vaultkit.watcher.dirty import AT_MOST, Dirty, Pulse


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_path_is_ripe_when_it_is_quiet() -> None:
    clock = Clock()
    dirty = Dirty(clock=clock)
    dirty.mark("a.md", 0.1)
    assert dirty.take() == Pulse(())
    clock.now = 0.1
    assert dirty.take() == Pulse(("a.md",))
    assert dirty.take() == Pulse(())


def test_a_busy_path_is_read_now_and_then() -> None:
    clock = Clock()
    dirty = Dirty(clock=clock)
    ripe = 0
    for step in range(100):
        clock.now = step * 0.09
        dirty.mark("a.md", 0.1)
        ripe += len(dirty.take().paths)
    assert ripe == int(99 * 0.09 / AT_MOST)


def test_a_writer_that_closes_overrules_the_wait_for_a_deleted_name() -> None:
    clock = Clock()
    dirty = Dirty(clock=clock)
    dirty.mark("a.md", 0.3)
    dirty.mark("a.md", 0.02)
    clock.now = 0.05
    assert dirty.take() == Pulse(("a.md",))


def test_too_many_paths_become_everything() -> None:
    clock = Clock()
    dirty = Dirty(2, clock=clock)
    for name in ("a", "b", "c"):
        dirty.mark(name, 0.1)
    assert dirty.take() == Pulse((), "more than 2 changes at once")
    assert len(dirty) == 0
