"""How an ID number, a phone or a name is shown to someone who need not see all of it. Pure."""


def mask_id_number(number: str) -> str:
    """`610998********1230`: the area and the last four; a shorter text shows its last two only."""
    return _mask(number, 6, 4) if len(number) >= 15 else _mask(number, 0, 2)


def mask_phone(number: str) -> str:
    """`100****5678`: the first three and the last four."""
    return _mask(number, 3, 4) if len(number) >= 10 else _mask(number, 0, 2)


def mask_name(name: str) -> str:
    """`王**`: the surname only."""
    return name[:1] + "*" * (len(name) - 1)


def _mask(text: str, first: int, last: int) -> str:
    hidden = max(len(text) - first - last, 0)
    return text[:first] + "*" * hidden + text[len(text) - last :] if hidden else "*" * len(text)
