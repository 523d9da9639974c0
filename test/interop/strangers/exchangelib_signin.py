"""exchangelib signing in: {server, host, auth, user, password, mailbox, token_url, client_id, client_secret, token, guess} on stdin; {type, folder} on stdout."""

import json
import os
import sys

order = json.load(sys.stdin)
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
os.environ["no_proxy"] = "*"

if order["auth"] == "GSSAPI":
    # Debian has this module's elder, which exchangelib does not look for.
    import types

    import requests_kerberos

    elder = types.ModuleType("requests_gssapi")
    elder.HTTPSPNEGOAuth = lambda **_: requests_kerberos.HTTPKerberosAuth(
        mutual_authentication=requests_kerberos.REQUIRED
    )
    sys.modules["requests_gssapi"] = elder

import exchangelib
from exchangelib.protocol import BaseProtocol
from oauthlib.oauth2 import OAuth2Token
from urllib3.util import connection

BaseProtocol.TIMEOUT = 30

# The names of the test are in no DNS.
really = connection.create_connection
connection.create_connection = lambda address, *rest, **named: really(
    ("127.0.0.1" if address[0] == order.get("host") else address[0], address[1]), *rest, **named
)


class ByClient(exchangelib.OAuth2Credentials):
    token_url = order.get("token_url")


class ByPassword(exchangelib.OAuth2LegacyCredentials):
    token_url = order.get("token_url")


class ByToken(exchangelib.OAuth2AuthorizationCodeCredentials):
    token_url = order.get("token_url")


identity = exchangelib.Identity(primary_smtp_address=order["mailbox"])
application = {
    "client_id": order.get("client_id"),
    "client_secret": order.get("client_secret"),
    "tenant_id": "contoso.example",
    "identity": identity,
}
credentials = {
    "client": lambda: ByClient(**application),
    "password": lambda: ByPassword(
        username=order["user"], password=order["password"], **{**application, "identity": None}
    ),
    "token": lambda: ByToken(access_token=OAuth2Token(order["token"])),
    "refresh": lambda: ByToken(
        client_id=application["client_id"],
        client_secret=application["client_secret"],
        tenant_id=application["tenant_id"],
        access_token=OAuth2Token(order["token"]),
    ),
}
auth = order["auth"]
if auth == "GSSAPI":
    given = None
elif auth == "OAUTH2":
    given = credentials[order["grant"]]()
else:
    given = exchangelib.Credentials(order["user"], order["password"])
config = exchangelib.Configuration(
    service_endpoint=order["server"],
    credentials=given,
    auth_type=None if order.get("guess") else getattr(exchangelib, auth),
    max_connections=1,
)
try:
    account = exchangelib.Account(
        order["mailbox"],
        config=config,
        autodiscover=False,
        access_type=(
            exchangelib.IMPERSONATION if order.get("grant") == "client" else exchangelib.DELEGATE
        ),
    )
    name = account.inbox.name
    [*account.contacts.all().only("display_name")]
    print(json.dumps({"type": account.protocol.auth_type, "folder": name}))
except exchangelib.errors.EWSError as error:
    print(json.dumps({"error": type(error).__name__, "said": str(error)}))
