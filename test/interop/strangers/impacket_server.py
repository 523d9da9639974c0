"""An HTTP server on the port given that signs in by NTLM with impacket; the first part of the path says what is odd about it."""

import base64
import hmac
import http.server
import os
import struct
import sys
import time

from impacket import ntlm

PASSWORD = "Pässwörd €9"
KNOWN = {"anna": PASSWORD, "élodie": PASSWORD}
FLAGS = (
    ntlm.NTLMSSP_NEGOTIATE_UNICODE
    | ntlm.NTLMSSP_REQUEST_TARGET
    | ntlm.NTLMSSP_NEGOTIATE_NTLM
    | ntlm.NTLMSSP_TARGET_TYPE_SERVER
    | ntlm.NTLMSSP_NEGOTIATE_EXTENDED_SESSIONSECURITY
    | ntlm.NTLMSSP_NEGOTIATE_TARGET_INFO
    | ntlm.NTLMSSP_NEGOTIATE_128
    | ntlm.NTLMSSP_NEGOTIATE_56
)
NAMES = {
    "dots": "corp.contoso.example",
    "long": "A-NETBIOS-NAME-LONGER-THAN-15",
}


def challenge_of(oddity):
    flags = FLAGS
    name = NAMES.get(oddity, "CONTOSO").encode("utf-16le")
    pairs = ntlm.AV_PAIRS()
    pairs[ntlm.NTLMSSP_AV_DOMAINNAME] = name
    pairs[ntlm.NTLMSSP_AV_HOSTNAME] = "MAIL1".encode("utf-16le")
    if oddity != "timeless":
        # 100 ns since 1601.
        pairs[ntlm.NTLMSSP_AV_TIME] = struct.pack("<q", int((time.time() + 11644473600) * 10_000_000))
    info = pairs.getData()
    if oddity == "uninformed":
        flags &= ~ntlm.NTLMSSP_NEGOTIATE_TARGET_INFO
        info = b""
    if oddity == "emptyinfo":
        info = b""
    if oddity == "plain":
        flags &= ~(ntlm.NTLMSSP_NEGOTIATE_EXTENDED_SESSIONSECURITY | ntlm.NTLMSSP_NEGOTIATE_128)
    if oddity == "both":
        flags |= ntlm.NTLM_NEGOTIATE_OEM
    if oddity == "all":
        flags = 0xFFFFFFFF
    if oddity == "exchange":
        flags |= ntlm.NTLMSSP_NEGOTIATE_KEY_EXCH | ntlm.NTLMSSP_NEGOTIATE_SIGN | ntlm.NTLMSSP_NEGOTIATE_SEAL
    if oddity == "nameless":
        flags &= ~ntlm.NTLMSSP_REQUEST_TARGET
        name = b""
    secret = os.urandom(8)
    version = b"" if oddity == "short" else b"\x0a\x00\x61\x4a\x00\x00\x00\x0f"
    start = 48 + len(version)
    at = start + len(name)
    message = b"NTLMSSP\0" + struct.pack("<L", 2)
    message += struct.pack("<HHL", len(name), len(name), start) + struct.pack("<L", flags & 0xFFFFFFFF)
    message += secret + bytes(8) + struct.pack("<HHL", len(info), len(info), at) + version + name + info
    return secret, message


def user_of(secret, message, negotiate, challenge):
    answer = ntlm.NTLMAuthChallengeResponse()
    answer.fromString(message)
    user = answer["user_name"].decode("utf-16le")
    domain = answer["domain_name"].decode("utf-16le")
    password = KNOWN.get(user.lower())
    if password is None:
        return None
    key = ntlm.NTOWFv2(user, password, domain)
    proof, rest = answer["ntlm"][:16], answer["ntlm"][16:]
    if not hmac.compare_digest(ntlm.hmac_md5(key, secret + rest), proof):
        return None
    pairs = ntlm.AV_PAIRS(rest[28:])
    flags = pairs[ntlm.NTLMSSP_AV_FLAGS]
    if flags and struct.unpack("<L", flags[1])[0] & 2:
        blank = message[:72] + bytes(16) + message[88:]
        own = ntlm.hmac_md5(ntlm.hmac_md5(key, proof), negotiate + challenge + blank)
        if own != message[72:88]:
            return None
    return f"{domain}\\{user}"


class Handler(http.server.BaseHTTPRequestHandler):
    user = None
    begun = None

    def do_POST(self):
        # An old server keeps the connection where it is asked to, as HTTP/1.0 has it.
        is_old = self.path.startswith("/old")
        self.protocol_version = "HTTP/1.0" if is_old else "HTTP/1.1"
        oddity = self.path.split("/")[1]
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        given = (self.headers.get("authorization") or "").split(" ")
        if given[0] == "NTLM":
            message = base64.b64decode(given[1])
            if message[8] == 1:
                secret, challenge = challenge_of(oddity)
                self.begun = (secret, message, challenge)
                self.reply(401, b"asked", "NTLM " + base64.b64encode(challenge).decode())
                return
            secret, negotiate, challenge = self.begun or (b"", b"", b"")
            self.user = user_of(secret, message, negotiate, challenge)
        if self.user is None:
            self.reply(401, b"asked", "NTLM")
        else:
            self.reply(200, f"{self.user} {body.decode()}".encode())

    def reply(self, status, body, challenge=None):
        self.send_response(status)
        if challenge:
            self.send_header("WWW-Authenticate", challenge)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "Keep-Alive")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = False

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
