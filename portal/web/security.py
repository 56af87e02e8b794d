"""The headers of every answer: what a browser may do with it, and that nobody keeps a copy."""

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # KERN draws its icons from data addresses
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TWO_YEARS = 63072000
ONE_YEAR = 31536000
ONE_WEEK = 604800


def init(app: Flask) -> None:
    """Put the headers on every answer of this application."""
    app.after_request(protect)


def protect(response: Response) -> Response:
    """Add the headers; an answer that brings a stricter policy of its own keeps it.

    Nobody keeps a copy of a page; only what says so itself is kept and asked for again by its tag.
    """
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    asks_again = request.endpoint != "static" and response.cache_control.no_cache is True
    if not asks_again:
        response.headers["Cache-Control"] = _keeping()
    if request.endpoint != "static":
        response.vary.add("Cookie")
        if not asks_again:
            response.headers.pop("ETag", None)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"
    return response


def _keeping() -> str:
    # A file whose address carries its hash never changes; a vendor's font changes with a release at most.
    if request.endpoint != "static":
        return "no-store"
    if request.args.get("v"):
        return f"public, max-age={ONE_YEAR}, immutable"
    vendored = str((request.view_args or {}).get("filename", "")).startswith("vendor/")
    return f"public, max-age={ONE_WEEK}" if vendored else "no-cache"
