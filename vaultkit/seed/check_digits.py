"""Numbers that prove themselves: cards, taxpayers (ИНН) and pension accounts (СНИЛС)."""


def _digits(text: str) -> list[int]:
    return [int(one) for one in text if one.isascii() and one.isdigit()]


def luhn(number: str) -> bool:
    """Return whether *number* has 13 to 19 digits and a good check digit (ISO/IEC 7812-1).

    >>> luhn("4111 1111 1111 1111"), luhn("4111 1111 1111 1112")
    (True, False)
    """
    digits = _digits(number)
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = [sum(divmod(2 * one, 10)) for one in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def inn(number: str) -> bool:
    """Return whether *number* is a Russian taxpayer's, of 10 or 12 digits (ФНС, ММВ-7-6/435@).

    >>> inn("7707083893"), inn("7707083894"), inn("500100732259")
    (True, False, True)
    """
    digits = _digits(number)
    if len(digits) == 10:
        return _weighed(digits, _INN_10) == digits[9]
    if len(digits) == 12:
        return _weighed(digits, _INN_11) == digits[10] and _weighed(digits, _INN_12) == digits[11]
    return False


def _weighed(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(one * weight for one, weight in zip(digits, weights, strict=False)) % 11 % 10


def snils(number: str) -> bool:
    """Return whether *number* is a Russian pension account's, of 11 digits.

    >>> snils("112-233-445 95"), snils("112-233-445 96")
    (True, False)
    """
    digits = _digits(number)
    if len(digits) != 11:
        return False
    total = sum(one * (9 - at) for at, one in enumerate(digits[:9]))
    return total % 101 % 100 == digits[9] * 10 + digits[10]
