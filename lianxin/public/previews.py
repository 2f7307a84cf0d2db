"""What fetches an address without somebody who reads it: previews in messengers, crawlers, prefetching."""

import re

from django.http import HttpRequest

AGENTS = re.compile(
    r"(?i)bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|skypeuri|larkurl|embedly|scanner"
    r"|^(curl|wget|python|go-http|java|okhttp|libwww|node|axios)"
)
"""Messengers' previews and crawlers that say who they are, and programs that are no browser."""

AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
"""Headers by which browsers say that nobody asked for the page yet."""


def is_preview(request: HttpRequest) -> bool:
    """Whether what asks is no browser: it is shown no household's page."""
    return request.method == "HEAD" or bool(AGENTS.search(request.headers.get("User-Agent", "")))


def is_ahead(request: HttpRequest) -> bool:
    """Whether a browser fetches the page in case somebody wants it."""
    return any(request.headers.get(name, "").lower().startswith(("pre", "instant")) for name in AHEAD)
