"""Reads all contacts, or with `mail` all messages, with exchangelib, the same columns."""
import json
import sys
import time

from exchangelib import Account, Configuration, Credentials, DELEGATE, Version, Build
from exchangelib.protocol import BaseProtocol

given = json.load(sys.stdin)
config = Configuration(
    service_endpoint=given["url"],
    credentials=Credentials(given["user"], given["password"]),
    auth_type="basic",
    version=Version(build=Build(15, 2, 1118, 7)),
)
account = Account(given["mailbox"], config=config, autodiscover=False, access_type=DELEGATE)


def read(limit=None):
    folder = account.drafts if given.get("mail") else account.contacts
    items = folder.all().only(*given["fields"])
    items.page_size = 1000
    rows = checksum = 0
    for item in items if limit is None else items[:limit]:
        rows += 1
        checksum += len((item.subject if given.get("mail") else item.surname) or "")
    return rows, checksum


if given.get("warmUp"):
    read(given["warmUp"])
cpu, wall = time.process_time(), time.perf_counter()
rows, checksum = read()
print(json.dumps({
    "rows": rows,
    "checksum": checksum,
    "cpu": (time.process_time() - cpu) * 1000,
    "wall": (time.perf_counter() - wall) * 1000,
}))
