"""What every answer carries: what browsers may do with it, and what they may not."""

import hashlib
import re
from base64 import b64encode

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(r"<script(?:\s[^>]*)?>(.+?)</script>", re.DOTALL)


def app_policy(shell: str) -> str:
    """The content security policy of the app; `shell` is the HTML that starts it.

    Inline scripts of the shell are allowed by their hash, our components by `blob:`. Measured
    with forms, charts, tables and components; nothing needs eval, nothing leaves this host.
    """
    scripts = _INLINE_SCRIPT.findall(shell)
    hashes = (b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts)
    allowed = " ".join(f"'sha256-{value}'" for value in hashes)
    return (
        f"default-src 'none'; script-src 'self' {allowed} blob:; "
        "style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data: blob:; "
        "media-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
        "frame-src 'self' data: blob: about:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; manifest-src 'self'"
    )


def security_headers(policy: str, *, tls: bool) -> dict[str, str]:
    """The headers. tls: also tell browsers to come by https only."""
    said = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    if tls:
        said["strict-transport-security"] = "max-age=31536000"
    return said


class SecurityHeaders:
    """Puts the headers on every answer; one that is there already, such as a plain page's
    stricter policy, stays."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self.app, self.headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    held.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with)
