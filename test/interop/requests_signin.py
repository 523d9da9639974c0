"""requests signing in: {scheme, url, user, password, body, times} on stdin, a list of status codes on stdout."""

import json
import sys
from urllib.parse import urlsplit
from urllib3.util import connection

import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

order = json.load(sys.stdin)


def ntlm():
    from requests_ntlm import HttpNtlmAuth

    return HttpNtlmAuth(order["user"], order["password"])


def kerberos():
    from requests_kerberos import HTTPKerberosAuth, REQUIRED

    return HTTPKerberosAuth(mutual_authentication=REQUIRED)


auth = {
    "Basic": lambda: HTTPBasicAuth(
        order["user"].encode(), order["password"].encode()
    ),
    "Digest": lambda: HTTPDigestAuth(order["user"], order["password"]),
    "NTLM": ntlm,
    "Negotiate": kerberos,
}[order["scheme"]]()

# The names of the test are in no DNS.
host = urlsplit(order["url"]).hostname
really = connection.create_connection
connection.create_connection = lambda address, *rest, **named: really(
    ("127.0.0.1" if address[0] == host else address[0], address[1]), *rest, **named
)

session = requests.Session()
session.auth = auth
session.trust_env = False
print(
    json.dumps(
        [
            session.post(
                order["url"],
                data=order["body"].encode(),
                headers={"Content-Type": "text/xml"},
                verify=order.get("ca", True),
            ).status_code
            for _ in range(order["times"])
        ]
    )
)
