"""Which addresses a message may go to: https, and one of the hosts allowed.

The server must not be made to knock at doors inside its own network (SSRF), so an address is held against a
list before each posting, and no redirect is followed.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from lianxin.notices.vocabulary import Vendor

HOSTS: Mapping[Vendor, frozenset[str]] = MappingProxyType(
    {
        Vendor.WECOM: frozenset({"qyapi.weixin.qq.com"}),
        Vendor.DINGTALK: frozenset({"oapi.dingtalk.com"}),
        Vendor.FEISHU: frozenset({"open.feishu.cn", "open.larksuite.com"}),
    }
)
LONGEST = 500


class AddressRefused(ValueError):
    """An address to which nothing is sent; `code` is stable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_address(vendor: Vendor, url: str, also: Collection[str] = ()) -> tuple[str, str]:
    """(host, path with its query) of an allowed address. `also`: hosts that this installation adds.

    Raises AddressRefused: not-https, not-allowed, malformed.
    """
    if len(url) > LONGEST or not url.isascii() or any(one.isspace() or not one.isprintable() for one in url):
        raise AddressRefused("malformed")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("malformed") from None
    if parts.scheme != "https":
        raise AddressRefused("not-https")
    if parts.username is not None or parts.password is not None or "\\" in url or parts.fragment:
        raise AddressRefused("malformed")
    host = (parts.hostname or "").rstrip(".")
    if port not in (None, 443) or host not in HOSTS[vendor] | frozenset(also):
        raise AddressRefused("not-allowed")
    return host, parts.path + (f"?{parts.query}" if parts.query else "")
