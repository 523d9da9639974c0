"""A token endpoint of Authlib on the port given: /authorize (agrees at once), /token. Clients: basic, post, both, public."""

import os
import sys

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc6749.wrappers import OAuth2Token
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import Flask, request

SECRET = "Authlib-Secret:é/1+&"


class Client(ClientMixin):
    def __init__(self, client_id, methods):
        self.client_id = client_id
        self.methods = methods

    def get_client_id(self):
        return self.client_id

    def get_default_redirect_uri(self):
        return "http://localhost:33333"

    def get_allowed_scope(self, scope):
        return scope or ""

    def check_redirect_uri(self, uri):
        return uri == "http://localhost:33333"

    def check_client_secret(self, secret):
        return secret == SECRET

    def check_endpoint_auth_method(self, method, endpoint):
        return method in self.methods

    def check_response_type(self, response_type):
        return response_type == "code"

    def check_grant_type(self, grant_type):
        return grant_type != "client_credentials" or "none" not in self.methods


class Token(TokenMixin):
    def __init__(self, client, user, token):
        self.client, self.user, self.token, self.revoked = client, user, token, False

    def check_client(self, client):
        return self.client.client_id == client.client_id

    def get_scope(self):
        return self.token.get("scope", "")

    def get_expires_in(self):
        return self.token["expires_in"]


class Code:
    def __init__(self, **values):
        self.__dict__.update(values)

    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope


CLIENTS = {
    "basic": Client("basic", ["client_secret_basic"]),
    "post": Client("post", ["client_secret_post"]),
    "public": Client("public", ["none"]),
}
CODES = {}
TOKENS = []
METHODS = ["none", "client_secret_basic", "client_secret_post"]


class ByCode(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = METHODS

    def save_authorization_code(self, code, request):
        CODES[code] = Code(
            client=request.client,
            redirect_uri=request.redirect_uri,
            scope=request.scope,
            user=request.user,
            code_challenge=request.data.get("code_challenge"),
            code_challenge_method=request.data.get("code_challenge_method"),
        )

    def query_authorization_code(self, code, client):
        found = CODES.get(code)
        return found if found and found.client is client else None

    def delete_authorization_code(self, code):
        for name in [name for name, one in CODES.items() if one is code]:
            del CODES[name]

    def authenticate_user(self, code):
        return code.user


class ByPassword(grants.ResourceOwnerPasswordCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = METHODS

    def authenticate_user(self, username, password):
        return username if password == "Pässwörd &+1" else None


class ByRefresh(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token):
        for token in TOKENS:
            if token.token.get("refresh_token") == refresh_token and not token.revoked:
                return token
        return None

    def authenticate_user(self, credential):
        return credential.user

    def revoke_old_credential(self, credential):
        credential.revoked = True


class ByClient(grants.ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = METHODS


app = Flask("authlib")
app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
server = AuthorizationServer(
    app,
    query_client=CLIENTS.get,
    save_token=lambda token, request: TOKENS.append(Token(request.client, request.user, dict(token))),
)
server.register_grant(ByCode, [CodeChallenge(required=True)])
for grant in (ByPassword, ByRefresh, ByClient):
    server.register_grant(grant)


@app.get("/authorize")
def authorize():
    return server.create_authorization_response(grant_user=request.args.get("login_hint") or "anna")


@app.post("/token")
def token():
    return server.create_token_response()


app.run("127.0.0.1", int(sys.argv[1]))
