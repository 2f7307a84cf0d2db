"""What people, phones, scanners and broken proxies really send: awkward texts, bodies and headers. Pure."""

import json
from collections.abc import Mapping, Sequence
from random import Random

TEXTS = (
    "", " ", "\x00", "a\x00b", "%00", "\x7f\x1b[31m", "\r\nSet-Cookie: a=b", "\u2028", "\u200b\u202e倒写",
    "\ufeff", "𠮷野家", "𪚥𪚥", "\U00030edd\U000323af", "\ue000", "䶵", "e\u0301" * 40, "👨‍👩‍👧‍👦",
    "ﷺ", "İıẞ", "Ａ１", "0", "-0", "-1", "1e309", "-1e999", "1E400", "NaN", "Infinity", "0x1f", "٣٤",
    "１２３", "½", "²", "1_000", "1,5", "9" * 30, "9" * 400, "0." + "0" * 400 + "1", "2147483648",
    "9223372036854775808", "-9223372036854775809", "0000-00-00", "0001-01-01", "9999-12-31",
    "10000-01-01", "2026-02-30", "2026-13-01", "26-1-1", "2026年3月2日", "true", "null", "None",
    "undefined", "[]", "{}", '{"a":', "<script>alert(1)</script>", "{{7*7}}", "%s%n%(a)s", "' OR 1=1 --",
    '"', "\\", "`", "$(id)", "../../etc/passwd", "..\\..\\", "~", "~~", "/", "//", ".", "*", "\\u0000",
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "01a200b5",
)  # fmt: skip
RANGES = ((0x20, 0x24F), (0x3400, 0x9FFF), (0xD800, 0xDFFF), (0x20000, 0x323AF), (0x1, 0x10FFFF))
BYTES = (
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xed\xb0\x80\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe4\xb8",
    b"\x00",
)
TYPES = (
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=bogus", "application/x-www-form-urlencoded; charset=hex",
    "application/json", "application/json; charset=utf-16", "text/plain; charset=\x00",
    "multipart/form-data; boundary=x; charset=base64", "text/plain; charset=UTF-8",
    "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "x" * 300, "multipart/form-data; boundary=x", "text/plain",
    "text/xml", "", "/", "application/msgpack", "a/b;=;;",
)  # fmt: skip
METHODS = (
    ("GET",) * 10 + ("POST",) * 10 + ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get")
)
HEADERS = (
    "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT", "HTTP_REFERER", "HTTP_ORIGIN", "HTTP_USER_AGENT",
    "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_HX_REQUEST", "HTTP_HX_CURRENT_URL",
    "HTTP_HX_TARGET", "HTTP_X_FRAGMENT", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_RANGE",
    "HTTP_HOST", "HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_CSRFTOKEN", "HTTP_CONTENT_ENCODING",
    "HTTP_AUTHORIZATION", "CONTENT_LENGTH",
)  # fmt: skip
COOKIES = ("sessionid", "csrftoken", "messages", "lianxin_language", "lianxin_look")


def percent(data: bytes) -> str:
    """The bytes as an address or a form carries them; letters and digits stay as they are."""
    return "".join(chr(byte) if byte < 128 and chr(byte).isalnum() else f"%{byte:02X}" for byte in data)


class Awkward:
    """A source of such things; the same chance gives the same."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def raw(self) -> bytes:
        """A value as bytes: mostly a text, sometimes no text at all, sometimes very long."""
        kind = self.chance.random()
        if kind < 0.15:
            return b"".join(self.chance.choices(BYTES, k=self.chance.randint(1, 3)))
        text = self.chance.choice(TEXTS)
        if kind < 0.3:
            ranges = self.chance.choices(RANGES, k=self.chance.randint(1, 12))
            text = "".join(chr(self.chance.randint(*range)) for range in ranges)
        elif kind < 0.35:
            text = self.chance.choice(("长", "a", "9", "é", " ")) * self.chance.choice(
                (41, 256, 2001, 70_000)
            )
        elif kind < 0.45:
            text += self.chance.choice(TEXTS)
        return text.encode("utf-8", "surrogatepass")

    def quoted(self) -> str:
        return percent(self.raw())

    def fields(self, known: Mapping[str, Sequence[str]]) -> str:
        """A query string or form: names that the page knows, with values that it knows or does not."""
        names = (
            list(known) if self.chance.random() < 0.7 else self.chance.sample(list(known), len(known) // 2)
        )
        pairs = [(percent(name.encode()), self._value(known[name])) for name in names]
        for _ in range(self.chance.choice((0, 0, 0, 1, 3))):
            pairs.append((self.quoted(), self.quoted()))
        if self.chance.random() < 0.01:
            pairs *= 1200 // max(len(pairs), 1)
        return "&".join(f"{name}={value}" for name, value in pairs)

    def _value(self, values: Sequence[str]) -> str:
        if values and self.chance.random() < 0.5:
            return percent(self.chance.choice(values).encode("utf-8", "surrogatepass"))
        return self.quoted()

    def body(self, known: Mapping[str, Sequence[str]]) -> tuple[bytes, str]:
        """(content, content type) of a POST: mostly a form, else something else or a lie about it."""
        form = self.fields(known).encode()
        kind = self.chance.random()
        if kind < 0.7:
            return form, TYPES[0]
        if kind < 0.75:
            return self._parts(known), "multipart/form-data; boundary=x"
        content = form if kind < 0.8 else self._json() if kind < 0.95 else self.raw()
        return content, self.chance.choice(TYPES)

    def _parts(self, known: Mapping[str, Sequence[str]]) -> bytes:
        head = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        file = self.chance.choice(
            (b"", b"", b'; filename="../a.xlsx"', b'; filename="\x00"', b"; filename=;;")
        )
        parts = [head % (name.encode(), file, self.raw()) for name in known]
        return b"".join(parts) + self.chance.choice((b"--x--\r\n", b"--x", b""))

    def _json(self) -> bytes:
        deep = self.chance.choice((3, 500, 20_000))
        return self.chance.choice(
            (
                b"[" * deep + b"]" * deep,
                b'{"a":' * deep,
                b'"\\ud800"',
                b"1" * 5000,
                b'{"a": 1e999, "a": NaN}',
                json.dumps({text: text for text in self.chance.sample(TEXTS, 5)}).encode(),
            )
        )

    def headers(self) -> dict[str, str]:
        """A few headers as WSGI hands them on (bytes read as Latin-1); sometimes cookies in place of ours."""
        names = self.chance.sample(HEADERS, self.chance.choice((0, 0, 1, 3)))
        headers = {name: self.raw()[:4000].decode("latin-1") for name in names}
        if self.chance.random() < 0.05:
            cookies = [f"{name}={self.raw()[:2000].decode('latin-1')}" for name in COOKIES]
            headers["HTTP_COOKIE"] = "; ".join(cookies)
        return headers
