"""Whole numbers in digits or in Chinese, up to 999."""

WRITTEN = (
    r"(?:[一二两三四五六七八九]?百(?:零(?=[一二三四五六七八九]))?)?"
    r"(?:[一二三四五六七八九]?十)?[一二两三四五六七八九]?"
)
"""One number in Chinese, or nothing; `两三` are two and no number."""
CHARACTERS = "零一二两三四五六七八九十百"
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100}


def number(text: str) -> int:
    """`15` and `十五` are 15. Raises KeyError for other characters."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
