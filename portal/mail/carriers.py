"""The ways in which a mail leaves: into a folder for the demo, to a mail server for real people."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from portal.config import Settings

TIMEOUT_SECONDS = 20
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class NotNow(Exception):
    """The mail can’t be handed over now; it will be tried again."""


class NotAtAll(Exception):
    """This mail will never be taken."""


class Carrier(Protocol):
    """A way in which mails leave the portal."""

    def carry(self, mail: EmailMessage) -> None:
        """Hand the mail over, or raise NotNow or NotAtAll."""


@dataclass(frozen=True)
class Folder:
    """Mails as files, for the demo and for development."""

    path: Path

    def carry(self, mail: EmailMessage) -> None:
        """Write the mail under its own id; sent twice it is still one file."""
        self.path.mkdir(parents=True, exist_ok=True)
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        try:
            (self.path / f"{name}.eml").write_bytes(mail.as_bytes(policy=SMTP))
        except OSError as trouble:
            raise NotNow(str(trouble)) from trouble


@dataclass(frozen=True)
class Server:
    """A mail server, reached over an encrypted line wherever it offers one."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    secure: bool = False

    def carry(self, mail: EmailMessage) -> None:
        """Hand the mail to the server; what it answers decides whether it is tried again."""
        try:
            self._send(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            raise _verdict(*next(iter(refused.recipients.values()))) from refused
        except smtplib.SMTPDataError as refused:
            raise _verdict(refused.smtp_code, refused.smtp_error) from refused
        except smtplib.SMTPNotSupportedError as unable:
            raise NotAtAll(str(unable)) from unable
        except (OSError, smtplib.SMTPException) as trouble:
            # Also a refused password or sender: that is the installation's fault, and the mail waits for it.
            raise NotNow(str(trouble) or type(trouble).__name__) from trouble

    def _send(self, mail: EmailMessage) -> None:
        server = self._connect()
        try:
            self._introduce(server)
            server.send_message(mail)
            # The server has the mail. What goes wrong while saying good-bye must not send it twice.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        if self.secure:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=self._trust())
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        # A password never goes over an open line: without STARTTLS this raises.
        if not self.secure and (self.user or server.has_extn("starttls")):
            server.starttls(context=self._trust())
        if self.user:
            server.login(self.user, self.password)

    def _trust(self) -> ssl.SSLContext:
        trust = ssl.create_default_context()
        if self.host in LOOPBACK:
            # A relay on this very machine shows a certificate that it signed itself.
            trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        return trust


def carrier_of(settings: Settings) -> Carrier:
    """How mails leave this installation."""
    if not settings.mail_url:
        return Folder(settings.data.resolve() / "mail")
    url = urlsplit(settings.mail_url)
    secure = url.scheme == "smtps"
    return Server(
        host=url.hostname or "localhost",
        port=url.port or (465 if secure else 25),
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        secure=secure,
    )


def _verdict(code: int, words: bytes | str) -> NotNow | NotAtAll:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return (NotAtAll if code >= 500 else NotNow)(f"{code} {said}")
