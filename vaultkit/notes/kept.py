"""A value that an object makes when it is first asked for, and keeps."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")


class kept(Generic[_T]):  # noqa: N801 - used like `property`
    """`functools.cached_property` without the lock that it takes before Python 3.12.

    For what a vault has one of a note: there the lock is a third of the price.
    """

    def __init__(self, make: Callable[[Any], _T]) -> None:
        """Take what makes the value of its object."""
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, owner: Any, _type: object = None) -> _T:
        """Make the value; the object has it from then on, and this is asked no more."""
        value = owner.__dict__[self._name] = self._make(owner)
        return value
