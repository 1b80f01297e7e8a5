"""A mail server for tests. It prints its port, and then each mail that it has accepted as a line of JSON.

The first part of a recipient's address says what it does to them: grey is put off once, gone is refused, cut loses
its connection in the middle of the text once, deaf has the text taken and the connection closed without an answer once.
"""

import argparse
import asyncio
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

logging.disable(logging.CRITICAL)
seen = set()


def first(kind, address):
    """Whether this is the first time that it happens to the address."""
    if not address.startswith(kind) or (kind, address) in seen:
        return False
    seen.add((kind, address))
    return True


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if arguments.refuse_sender:
            return "550 5.7.1 this sender may not"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if first("grey", address):
            return "451 4.7.1 greylisted, come again"
        if address.startswith("gone"):
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "data": envelope.content.decode("utf-8"),
            "tls": arguments.implicit or session.ssl is not None, "user": session.auth_data.login.decode() if session.auth_data else "",
        }), flush=True)
        if first("deaf", envelope.rcpt_tos[0]):
            server.transport.abort()
            return ""
        return "250 OK"


class Server(SMTP):
    async def smtp_DATA(self, arg):
        if self.envelope.rcpt_tos and first("cut", self.envelope.rcpt_tos[0]):
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def login(server, session, envelope, mechanism, data):
    good = data.login == b"porthole" and data.password == b"correct horse"
    return AuthResult(success=good, auth_data=data) if good else AuthResult(success=False, handled=False)


parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--cert")
parser.add_argument("--key")
parser.add_argument("--implicit", action="store_true")
parser.add_argument("--refuse-sender", action="store_true")
arguments = parser.parse_args()

settings = {}
context = None
if arguments.cert:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(arguments.cert, arguments.key)
    settings = {"authenticator": login, "auth_required": True}
    if not arguments.implicit:
        settings.update(tls_context=context, require_starttls=True)
    else:
        settings["auth_require_tls"] = False


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Server(Handler(), loop=loop, **settings), "127.0.0.1", arguments.port,
        ssl=context if arguments.implicit else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve())
