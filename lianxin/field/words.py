"""Why an op waits, and what to do about it, in plain words. Pure.

`words_for(code)` gives four sentences: what is the matter and what to do, in Chinese and in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """`says` is for the phone and the list; `advice` for whoever has to decide."""

    says: str
    says_en: str
    advice: str
    advice_en: str


_PLAIN: Mapping[str, tuple[str, str, str, str]] = {
    # held
    "parent-missing": (
        "前一条还没有传到，先放着等。",
        "What comes before it has not arrived yet; it waits.",
        "一般不用管：前一条一到就接上，五天后自动按单条处理。",
        "Nothing, as a rule: it follows when the other one arrives, and is judged alone after five days.",
    ),
    "parent-waits": (
        "前一条还在等人看，这一条跟着等。",
        "What comes before it waits for a person, so this waits too.",
        "先处理前一条。",
        "Decide about the other one first.",
    ),
    # the sender
    "device-unknown": (
        "这台手机服务器不认识。",
        "The server does not know this phone.",
        "问清是谁的手机，再收下或改归到本人名下。",
        "Find out whose phone it is, then accept it or give it to that person.",
    ),
    "device-revoked": (
        "这台手机已经停用，内容另存等人看。",
        "This phone was taken out of use; what it sent waits for a person.",
        "问本人这些是不是他写的；是就收下，不是就搁置。",
        "Ask its owner whether he wrote it; accept it if he did, set it aside if not.",
    ),
    "brought-by-another": (
        "这是别人的手机替他交上来的，内容另存等人看。",
        "Another person's phone brought this in; it waits for a person.",
        "问本人这些是不是他写的；是就收下，不是就搁置。",
        "Ask its owner whether he wrote it; accept it if he did, set it aside if not.",
    ),
    "phone-unproved": (
        "这个文件说是某台手机的，可是没有那台手机的印记，内容另存等人看。",
        "This file names a phone but does not carry its mark; it waits for a person.",
        "问那位干部是不是他存的文件：是就收下，不是就搁置。旧版应用存的文件都没有印记。",
        "Ask the worker whether he saved this file; accept it if he did. Files of older apps carry no mark.",
    ),
    "staff-left": (
        "这位干部的账号已停用，内容另存等人看。",
        "This worker's account is closed; what he sent waits for a person.",
        "核实后收下，或改归给现在的联系干部。",
        "Check it, then accept it or give it to the cadre of today.",
    ),
    "no-field-work": (
        "这位干部现在没有走访的职务，内容另存等人看。",
        "This worker has no post for visits today; what he sent waits for a person.",
        "核实后收下，或改归给现在的联系干部。",
        "Check it, then accept it or give it to the cadre of today.",
    ),
    # the home or the place
    "household-moved": (
        "这一户在走访之前已经换了联系干部。",
        "Another cadre had this household when the visit was made.",
        "问问两位干部；走访属实就收下，也可改归给现在的联系干部。",
        "Ask both; accept it if the visit was made, or give it to the cadre of today.",
    ),
    "household-not-yours": (
        "这一户不在这位干部名下。",
        "This household is not in this worker's care.",
        "问清为什么去；属实就收下，记错户了就改归到对的那一户。",
        "Ask why he went; accept it if it is right, or give it to the household it belongs to.",
    ),
    "household-unknown": (
        "册子里没有这一户。",
        "There is no such household on the register.",
        "查明是哪一户，改归到那一户。",
        "Find out which household it is and give it to that one.",
    ),
    "household-left": (
        "这一户已经迁出、并户或销户。",
        "This household has moved away, was merged or closed.",
        "并户的改归到并入的那一户；其余核实后收下或搁置。",
        "After a merger give it to the household that remains; otherwise check, and accept or set aside.",
    ),
    "household-differs": (
        "信封和内容写的不是同一户。",
        "The envelope names another household than the content.",
        "问本人去的是哪一户，再改归。",
        "Ask which household it was, and give it to that one.",
    ),
    "area-unknown": (
        "没有这个村（社区）。",
        "There is no such village.",
        "查明是哪个村，请本人重新记一条，这一条搁置。",
        "Find out which village it is, have it recorded anew, and set this aside.",
    ),
    "area-not-yours": (
        "这个村（社区）不在这位干部的职务范围里。",
        "This village lies outside of the worker's area.",
        "问清为什么去；属实就收下。",
        "Ask why he went; accept it if it is right.",
    ),
    # the op itself
    "parent-set-aside": (
        "前一条已经搁置，这一条没有了依托。",
        "What comes before it was set aside.",
        "一般也搁置。",
        "Set it aside too, as a rule.",
    ),
    "malformed": (
        "格式不对，读不出来；原样存着。",
        "It is not in the agreed form and cannot be read; it is kept as it came.",
        "请管理员看原文；多半是手机应用出了错。",
        "Have the administrator read the original; the app is probably at fault.",
    ),
    "hash-differs": (
        "内容和校验码对不上，可能传坏了或被改过。",
        "The content does not fit its check sum; it was damaged or changed.",
        "问本人；内容对得上就收下。",
        "Ask the worker; accept it if the content is right.",
    ),
    "server-fault": (
        "服务器处理时出了错，内容已存好，等人看。",
        "The server failed over it; it is kept and waits for a person.",
        "再收一次；还不行就找管理员。",
        "Accept it once more; if that fails, call the administrator.",
    ),
    # from visits.payloads and visits.actions
    "unknown-kind": (
        "服务器还不认识这一类记录。",
        "The server does not know this kind of record yet.",
        "升级服务器后再收下。",
        "Accept it after the server was updated.",
    ),
    "not-json": (
        "内容损坏，读不出来。",
        "The content is damaged and cannot be read.",
        "请本人重新记一条，这一条搁置。",
        "Have it recorded anew, and set this aside.",
    ),
    "wrong-shape": (
        "内容格式不对。",
        "The content has the wrong shape.",
        "多半是手机应用出了错：请管理员看原文，升级后再收下。",
        "The app is probably at fault: have the original read, and accept it after an update.",
    ),
    "no-place": (
        "没有写明是哪一户或哪个村。",
        "Neither a household nor a village is named.",
        "问本人，再改归。",
        "Ask the worker, and give it to that household.",
    ),
    "neither-nor": (
        "既没有记事项，也没有写明“没提什么”。",
        "There are neither items nor a word that nothing was raised.",
        "问本人，请他重新记一条，这一条搁置。",
        "Ask the worker to record it anew, and set this aside.",
    ),
    "both": (
        "记了事项，又写了“没提什么”。",
        "There are items, and also a word that nothing was raised.",
        "问本人，请他重新记一条，这一条搁置。",
        "Ask the worker to record it anew, and set this aside.",
    ),
    "empty": (
        "有一条没有写内容。",
        "One entry has no words.",
        "问本人，请他重新记一条，这一条搁置。",
        "Ask the worker to record it anew, and set this aside.",
    ),
    "effect-unanswered": (
        "问效的一条没有答管不管用。",
        "An entry about effect does not say whether it worked.",
        "问本人，请他重新记一条，这一条搁置。",
        "Ask the worker to record it anew, and set this aside.",
    ),
    "no-such-day": (
        "日期离现在太远，手机时间可能不对。",
        "A day lies too far off; the phone's clock may be wrong.",
        "问本人是哪一天，请他重新记一条，这一条搁置。",
        "Ask which day it was, have it recorded anew, and set this aside.",
    ),
    "visit-known": (
        "这次走访的编号已被另一条记录用过。",
        "Another record came under the number of this visit.",
        "比一比两条内容；多半是手机应用出了错，请管理员看原文。",
        "Compare the two; the app is probably at fault, have the original read.",
    ),
    "item-known": (
        "有一件事的编号已被另一条记录用过。",
        "Another record came under the number of one of these items.",
        "比一比两条内容；多半是手机应用出了错，请管理员看原文。",
        "Compare the two; the app is probably at fault, have the original read.",
    ),
    "proposal-known": (
        "这条家庭变化的编号已被另一条记录用过。",
        "Another record came under the number of this proposal.",
        "比一比两条内容；多半是手机应用出了错，请管理员看原文。",
        "Compare the two; the app is probably at fault, have the original read.",
    ),
    "card-known": (
        "这张连心卡已经登记过。",
        "This card is registered already.",
        "请干部换一张新的留给这一户，这一条搁置。",
        "Have a new card left with the household, and set this aside.",
    ),
    "no-visit": (
        "补记的那次走访没有收到。",
        "The visit that this was added to has not come in.",
        "问本人；走访到了以后再收下，没有就搁置。",
        "Ask the worker; accept it once the visit is here, or set it aside.",
    ),
    "no-household": (
        "没有写明是哪一户，或者册子里没有这一户。",
        "No household is named, or there is none like it on the register.",
        "查明是哪一户，改归到那一户。",
        "Find out which household it is and give it to that one.",
    ),
    "unknown-form": (
        "用的走访表不是本区采用过的版本。",
        "The form is not a version that this district has adopted.",
        "采用了那一版走访表再收下；来路不明就搁置。",
        "Accept it after that form was adopted; set it aside if nobody knows it.",
    ),
    "set-aside": (
        "有人看过，决定不收。",
        "Somebody looked and decided not to take it in.",
        "不用再管。",
        "Nothing.",
    ),
    # the whole batch, or an op that is not stored under its number
    "reused-id": (
        "这个编号已经用过，内容却不一样；原样存着，没有覆盖。",
        "This number was used before with another content; both are kept, nothing was overwritten.",
        "请管理员看原文；多半是手机应用出了错。",
        "Have the administrator read the original; the app is probably at fault.",
    ),
    "too-large": (
        "一次传得太多，请分几次传；内容已存。",
        "Too much at once; send less at a time. It is kept.",
        "手机会自己分小再传。",
        "The phone sends it in smaller parts.",
    ),
    "too-many-ops": (
        "一次最多传 50 条；内容已存。",
        "At most 50 at a time. It is kept.",
        "手机会自己分小再传。",
        "The phone sends it in smaller parts.",
    ),
    "not-as-agreed": (
        "服务器看不懂这一批，已原样存好；手机上的也请留着。",
        "The server does not understand this batch; it is kept as it came. Keep it on the phone too.",
        "请管理员看原文；多半是手机应用出了错。",
        "Have the administrator read the original; the app is probably at fault.",
    ),
}

UNKNOWN = Words(
    "这一条要人看一看。",
    "Somebody has to look at this one.",
    "看一看内容，问问本人，再收下或搁置。",
    "Read it, ask the worker, then accept it or set it aside.",
)

WORDS: Mapping[str, Words] = {code: Words(*four) for code, four in _PLAIN.items()}


def words_for(code: str) -> Words:
    """What to say of a code; a general sentence for one that nobody has words for."""
    return WORDS.get(code, UNKNOWN)
