"""Microsoft's own library for Python against the sandbox: a job in JSON on stdin, what came of it on stdout."""

import json
import re
import sys
import urllib.parse
import urllib.request
import ssl

import msal

job = json.load(sys.stdin)
context = ssl.create_default_context(cafile=job["ca"])
common = {"authority": job["authority"], "validate_authority": False, "verify": job["ca"]}
scopes = [job["resource"] + "/.default"]


def submit(page, fields):
    """Sends a page's form as a browser does; the address that the browser is sent to."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), Stay)
    shown = opener.open(page).read().decode()
    hidden = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', shown)
    unescape = lambda text: re.sub(r"&#(\d+);", lambda m: chr(int(m.group(1))), text)
    body = {name: unescape(value) for name, value in hidden} | fields
    try:
        return opener.open(page, urllib.parse.urlencode(body).encode()).read().decode()
    except urllib.error.HTTPError as answer:
        return answer.headers["location"]


def accepted(more={}):
    return {"username": job["user"], "password": job["password"], "answer": "accept"} | more


def confidential(credential=None):
    return msal.ConfidentialClientApplication(
        job["service"], client_credential=credential or job["secret"], **common
    )


def public():
    return msal.PublicClientApplication(job["device"], **common)


def by_code():
    app = msal.ConfidentialClientApplication(job["web"], client_credential=job["secret"], **common)
    flow = app.initiate_auth_code_flow(scopes, redirect_uri="http://localhost:33333")
    location = submit(flow["auth_uri"], accepted())
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query))
    first = app.acquire_token_by_auth_code_flow(flow, query)
    second = app.acquire_token_by_refresh_token(first["refresh_token"], scopes)
    return {"first": first, "second": second}


def by_device():
    app = public()
    flow = app.initiate_device_flow(scopes)
    submit(flow["verification_uri"], accepted({"code": flow["user_code"]}))
    return app.acquire_token_by_device_flow(flow)


certificate = {"private_key": job["key"], "thumbprint": job["thumbprint"]}
results = {
    "secret": confidential().acquire_token_for_client(scopes),
    "wrongSecret": confidential("wrong").acquire_token_for_client(scopes),
    "certificate": confidential(certificate).acquire_token_for_client(scopes),
    "code": by_code(),
    "device": by_device(),
}
json.dump(results, sys.stdout)
