"""What a household is told before it agrees, word for word, with the day from which it is said so. Pure.

A text is never edited: a change is a new one with a day of its own, so that it can be shown for good what
somebody agreed to. 个人信息保护法 articles 14, 15, 17 and 29.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lianxin.voice.vocabulary import Purpose


@dataclass(frozen=True, slots=True)
class Wording:
    """`version`: the day from which it is said so, as written in ISO 8601."""

    version: str
    zh: str
    en: str


WORDINGS: Mapping[Purpose, tuple[Wording, ...]] = MappingProxyType(
    {
        Purpose.CALLS: (
            Wording(
                "2026-11-22",
                "没有经手的人用您登记的电话打给您，先问方便不方便，再问事情办得怎么样。说什么只用来改进办事。"
                "您不同意，就不再打。",
                "Somebody who did not do the work calls the number you gave, asks whether he may, and then "
                "how it went. What you say serves to do better. If you disagree nobody calls any more.",
            ),
        ),
        Purpose.STORY: (
            Wording(
                "2026-11-22",
                "把您家管用的办法写出来给别的村看，不写姓名、门牌和能认出您家的事。收回以后不再用。",
                "What worked for you is written up for other villages, without name, number or anything by "
                "which you could be known. Once taken back it is not used any more.",
            ),
        ),
        Purpose.PHOTOS: (
            Wording(
                "2026-11-22",
                "区里开通照片时，干部先问过您才拍，不拍人脸、证件和孩子；照片加密存放，到期删除。"
                "您不同意，就不再收您家的照片，已有的马上删掉。",
                "Where the district allows photos, the cadre asks you before he takes one, never of faces, "
                "papers or children; it is kept encrypted and removed when its days are over. If you "
                "disagree, no photo of your home is taken in any more, and those that are here go at once.",
            ),
        ),
        Purpose.PLACE: (
            Wording(
                "2026-11-22",
                "区里开通定位时，干部按一下才记一次，约到 100 米，不记行踪，到期删除。"
                "您不同意，就不再收，已有的马上删掉。",
                "Where the district allows it, a cadre notes the place once, to about 100 m, never a track; "
                "it is removed when its days are over. If you disagree none is taken in any more, and those "
                "that are here go at once.",
            ),
        ),
        Purpose.EVIDENCE: (
            Wording(
                "2026-11-22",
                "办您家的事时拍的照片，办事的人挑出来的，放在您家的页面上给您看。拿着您家连心卡的人都看得到。"
                "不同意就不放；收回以后马上看不到。",
                "Photos of what was done for you, picked by whoever did it, stand on your page for you to "
                "see. Whoever holds your card can see them, too. Without your consent none is shown; once "
                "you take it back they are gone from there at once.",
            ),
        ),
    }
)


def wording_of(purpose: Purpose) -> Wording:
    """What is said today before somebody agrees."""
    return WORDINGS[purpose][-1]


def wording_then(purpose: Purpose, version: str) -> Wording | None:
    """What was said then; None for consent from before texts were kept."""
    return next((one for one in WORDINGS[purpose] if one.version == version), None)
