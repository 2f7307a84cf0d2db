"""How each vendor's group robot wants a text, and how it says yes.

Sources: the vendors' own pages on custom robots of groups (企业微信 群机器人, 钉钉 自定义机器人 加签,
飞书 自定义机器人 签名校验).
"""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote_plus

from lianxin.notices.vocabulary import Vendor


@dataclass(frozen=True, slots=True)
class Shaped:
    """What is posted: an address, perhaps with a signature in it, and JSON."""

    url: str
    body: dict[str, Any]


def shape(vendor: Vendor, url: str, secret: str, text: str, at: datetime) -> Shaped:
    """`secret` "" where the robot asks for no signature; WeCom's never does."""
    match vendor:
        case Vendor.WECOM:
            return Shaped(url, {"msgtype": "text", "text": {"content": text}})
        case Vendor.DINGTALK:
            signed = f"{url}&{_dingtalk_signature(secret, at)}" if secret else url
            return Shaped(signed, {"msgtype": "text", "text": {"content": text}})
        case Vendor.FEISHU:
            body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
            return Shaped(url, _feishu_signature(secret, at) | body if secret else body)


def is_taken(vendor: Vendor, said: Any) -> bool:
    """Whether the answer says that the message is in the group."""
    if not isinstance(said, Mapping):
        return False
    if vendor is Vendor.FEISHU:
        return bool(said.get("code", said.get("StatusCode")) == 0)
    return bool(said.get("errcode") == 0)


def _dingtalk_signature(secret: str, at: datetime) -> str:
    """Milliseconds, and the HMAC of `milliseconds\\nsecret` with the secret as its key."""
    stamp = str(int(at.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), sha256).digest()
    return f"timestamp={stamp}&sign={quote_plus(base64.b64encode(digest))}"


def _feishu_signature(secret: str, at: datetime) -> dict[str, str]:
    """Seconds, and the HMAC of nothing with `seconds\\nsecret` as its key."""
    stamp = str(int(at.timestamp()))
    digest = hmac.new(f"{stamp}\n{secret}".encode(), b"", sha256).digest()
    return {"timestamp": stamp, "sign": base64.b64encode(digest).decode()}
