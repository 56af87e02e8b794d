"""What a web server runs: the portal with the settings of its environment."""

from werkzeug.middleware.proxy_fix import ProxyFix

from portal import create_app

app = create_app()

trusted = app.extensions["settings"].proxies
if trusted:
    # Only as many proxies as really stand in front may say who the visitor is: with one too many,
    # visitors would name their own address and walk around every rate limit.
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign]
