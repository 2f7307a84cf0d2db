"""Why a step of the household's voice cannot be taken, and what to do instead."""

MESSAGES: dict[str, tuple[str, str]] = {
    "no-homes": ("这里没有要印卡的户。", "No household here needs a card."),
    "too-many": ("一次最多印 {most} 张，请按镇或按村分开印。", "At most {most} cards at once."),
    "no-card": ("这一户没有能用的卡。", "This household has no card that works."),
}


class VoiceRefused(ValueError):
    """A step that cannot be taken. `code` is stable; `message` says in Chinese why and what to do."""

    def __init__(self, code: str, **values: object) -> None:
        zh, en = MESSAGES[code]
        self.code, self.message, self.message_en = code, zh.format(**values), en.format(**values)
        super().__init__(self.message)
