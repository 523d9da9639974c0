"""MIT Kerberos as acceptor of GSS-API and SPNEGO tokens: one JSON object per line, in and out.

In: id, context (tokens of one sign-in share it), token (base64), binding (base64 of the application data, optional).
"""

import base64
import json
import sys

import gssapi
from gssapi.raw import ChannelBindings

CHANNEL_BOUND = 2048
contexts = {}


def step(order):
    context = contexts.get(order["context"])
    if context is None:
        binding = order.get("binding")
        context = gssapi.SecurityContext(
            creds=gssapi.Credentials(usage="accept"),
            usage="accept",
            channel_bindings=binding
            and ChannelBindings(application_data=base64.b64decode(binding)),
        )
        contexts[order["context"]] = context
    answer = context.step(base64.b64decode(order["token"]))
    result = {"complete": context.complete}
    if answer:
        result["response"] = base64.b64encode(answer).decode()
    if context.complete:
        flags = int(context.actual_flags)
        result.update(
            user=str(context.initiator_name),
            service=str(context.target_name),
            mutual=bool(flags & gssapi.RequirementFlag.mutual_authentication),
            channelBound=bool(flags & CHANNEL_BOUND),
            flags=flags,
        )
        del contexts[order["context"]]
    return result


for line in sys.stdin:
    order = json.loads(line)
    try:
        result = step(order)
    except gssapi.exceptions.GSSError as error:
        contexts.pop(order["context"], None)
        result = {"complete": False, "error": " ".join(str(error).split())}
        if getattr(error, "token", None):
            result["response"] = base64.b64encode(error.token).decode()
    print(json.dumps({"id": order["id"], **result}), flush=True)
