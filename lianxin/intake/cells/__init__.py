"""One cell at a time: what a person typed becomes a value, or is refused with a word. Never guessed. Pure."""


class CellRefused(ValueError):
    """A cell that cannot be taken. `code` is a key of `words.MESSAGES`; `values` fill its message in."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
