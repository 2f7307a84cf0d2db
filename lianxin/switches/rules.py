"""Which value a switch takes, and when one person is not enough. Pure."""

from lianxin.switches.vocabulary import Kind, Switch

ON, OFF = "on", "off"


class BadValue(ValueError):
    """A value a switch does not take; `code` is stable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def value_for(switch: Switch, text: str) -> str:
    """The value as it is kept. Raises BadValue: never, not-a-choice, not-a-number, out-of-range."""
    text = text.strip()
    if switch.kind is Kind.NEVER:
        raise BadValue("never")
    if switch.kind is Kind.NUMBER:
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise BadValue("not-a-number")
        if not switch.least <= int(text) <= switch.most:
            raise BadValue("out-of-range")
        return str(int(text))
    if text not in values_of(switch):
        raise BadValue("not-a-choice")
    return text


def values_of(switch: Switch) -> tuple[str, ...]:
    """The values of a switch that is no number."""
    return tuple(choice.code for choice in switch.choices) or (OFF, ON)


def needs_second_person(switch: Switch, value: str) -> bool:
    """Turning on what reaches into people's lives takes two; turning it off takes one, at once."""
    return switch.is_guarded and value == ON


def in_words(switch: Switch, value: str, lang: str = "zh") -> str:
    """The value for a screen: 开、关、12 小时、所有人."""
    spoken = int(lang.startswith("en"))
    if switch.kind is Kind.NUMBER:
        return f"{value} {switch.unit[spoken]}"
    if switch.choices:
        return next(((one.zh, one.en)[spoken] for one in switch.choices if one.code == value), value)
    return (("开", "on") if value == ON else ("关", "off"))[spoken]
