"""Why a file is not taken in. Pure."""


class FileRefused(ValueError):
    """Bytes that are not taken; `code` is stable and has its words in `problems.actions.refusals`:
    not-a-file, file-empty, picture-too-large, document-active, document-locked, document-broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
