"""exchangelib with attachments, answers, folders and synchronization, in a mailbox of the sandbox.

Reads {"server": URL, "user", "password", "mailbox", "to"} from standard input and prints what it saw, as JSON.
"""

import json
import sys

from exchangelib import (
    BASIC,
    DELEGATE,
    UTC,
    Account,
    Configuration,
    Contact,
    Credentials,
    FileAttachment,
    ItemAttachment,
    Message,
)
from exchangelib.folders import Messages
from exchangelib.protocol import BaseProtocol

BaseProtocol.TIMEOUT = 30


def sync(folder):
    return [[change, getattr(item, "subject", None)] for change, item in folder.sync_items(only_fields=["subject"])]


def attachments(account, to):
    message = Message(account=account, folder=account.drafts, subject="With files", body="See below", to_recipients=[to])
    message.attach(FileAttachment(name="before.txt", content=b"saved with it"))
    message.save()
    message.attach(FileAttachment(name="Gr\u00fc\u00dfe & <x>.bin", content=bytes(range(256)) * 40, content_type="application/x-test"))
    message.attach(FileAttachment(name="logo.png", content=b"\x89PNG", is_inline=True, content_id="logo@contoso"))
    inner = Message(account=account, subject="Inside", body="inner body")
    inner.attach(FileAttachment(name="deep.txt", content=b"deep"))
    message.attach(ItemAttachment(name="message", item=inner))
    message.attach(ItemAttachment(name="person", item=Contact(account=account, given_name="Jane", display_name="Jane")))
    again = account.drafts.get(subject="With files")
    seen = []
    for one in again.attachments:
        if isinstance(one, FileAttachment):
            seen.append([one.name, one.content_type, one.content.hex()[:64], len(one.content), one.is_inline])
        else:
            seen.append([one.name, type(one.item).__name__, one.item.subject])
    nested = [a.item.attachments[0].content.decode() for a in again.attachments if a.name == "message"]
    gone = [a for a in again.attachments if a.name == "before.txt"]
    again.detach(gone)
    left = [a.name for a in account.drafts.get(subject="With files").attachments]
    again = account.drafts.get(subject="With files")
    again.send(save_copy=True)
    return {"seen": seen, "nested": nested, "left": left}


def answers(account, to):
    message = Message(
        account=account, folder=account.sent, subject="To myself", body="First", to_recipients=[account.primary_smtp_address], cc_recipients=[to]
    )
    message.send_and_save()
    received = account.inbox.get(subject="To myself")
    received.reply(subject="RE: To myself", body="Answer", to_recipients=[to])
    received.reply_all(subject="RE: To myself", body="Answer to all")
    received.create_forward(subject="FW: To myself", body="Look", to_recipients=[to]).save(account.drafts)
    return {
        "sent": sorted(account.sent.all().values_list("subject", flat=True)),
        "drafts": sorted(account.drafts.all().values_list("subject", flat=True)),
        "topics": sorted(set(account.inbox.all().values_list("conversation_topic", flat=True))),
    }


def folders(account):
    first = Messages(parent=account.inbox, name="First")
    first.save()
    second = Messages(parent=account.inbox, name="Second")
    second.save()
    hierarchy = list(account.inbox.sync_hierarchy())
    Message(account=account, folder=first, subject="one").save()
    initial = sync(first)
    state = first.item_sync_state
    two = Message(account=account, folder=first, subject="two")
    two.save()
    one = first.get(subject="one")
    one.subject = "changed"
    one.save(update_fields=["subject"])
    two.is_read = False
    two.save(update_fields=["is_read"])
    changed = sync(first)
    one.delete()
    deleted = [change for change, _ in first.sync_items(only_fields=["subject"])]
    second.name = "Renamed"
    second.save(update_fields=["name"])
    second.move(first)
    moved = [folder.name for folder in first.children]
    account.inbox.item_sync_state = None
    later = sorted([change, folder.name] for change, folder in account.inbox.sync_hierarchy() if change != "delete")
    first.empty(delete_sub_folders=True)
    left = first.all().count()
    first.refresh()
    after = first.child_folder_count
    first.delete()
    return {
        "hierarchy": sorted([change, folder.name] for change, folder in hierarchy),
        "initial": initial,
        "state": bool(state),
        "changed": changed,
        "deleted": deleted,
        "moved": moved,
        "later": later,
        "left": [left, after],
        "there": [folder.name for folder in account.inbox.children],
    }


def main():
    job = json.load(sys.stdin)
    config = Configuration(
        service_endpoint=job["server"],
        credentials=Credentials(job["user"], job["password"]),
        auth_type=BASIC,
        max_connections=1,
    )
    account = Account(
        job["mailbox"], config=config, autodiscover=False, access_type=DELEGATE, default_timezone=UTC
    )
    done = {
        "attachments": attachments(account, job["to"]),
        "answers": answers(account, job["to"]),
        "folders": folders(account),
        "archive": [folder.name for folder in account.archive_msg_folder_root.children],
        "public": account.public_folders_root.name,
    }
    print(json.dumps(done))


main()
