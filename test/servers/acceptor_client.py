"""The first token of MIT Kerberos for HTTP@host of argv[1]; argv[2], optional: application data of the channel, base64."""

import base64
import sys

import gssapi
from gssapi.raw import ChannelBindings

name = gssapi.Name(f"HTTP@{sys.argv[1]}", gssapi.NameType.hostbased_service)
binding = len(sys.argv) > 2 and ChannelBindings(
    application_data=base64.b64decode(sys.argv[2])
)
flags = gssapi.RequirementFlag.mutual_authentication
context = gssapi.SecurityContext(
    name=name, usage="initiate", flags=flags, channel_bindings=binding or None
)
print(base64.b64encode(context.step()).decode())
