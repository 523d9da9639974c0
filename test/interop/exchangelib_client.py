"""exchangelib, a client that this project did not write, at work in a mailbox of the sandbox.

Reads one JSON object from standard input and prints one:
    {"server": EWS URL, "user": "DOMAIN\\name", "password": "...", "mailbox": SMTP address, "auth": "NTLM" | "basic",
     "steps": [{"do": "create" | "read" | "update" | "delete" | "page" | "find", "kind": "contact" | ..., ...}]}
Records are objects with this project's column names; times are ISO 8601 in UTC.
"""

import datetime
import json
import sys

from exchangelib import (
    BASIC,
    DELEGATE,
    NTLM,
    UTC,
    Account,
    CalendarItem,
    Configuration,
    Contact,
    Credentials,
    EWSDate,
    EWSDateTime,
    HTMLBody,
    Mailbox,
    Message,
    Task,
)
from exchangelib.folders import Contacts
from exchangelib.indexed_properties import EmailAddress, PhoneNumber, PhysicalAddress
from exchangelib.protocol import BaseProtocol

BaseProtocol.TIMEOUT = 30

PHONES = {
    "businessPhone1": "BusinessPhone",
    "mobilePhone": "MobilePhone",
    "homePhone1": "HomePhone",
    "businessFax": "BusinessFax",
}
STREETS = {"Street": "street", "City": "city", "State": "state", "PostalCode": "zipcode"}
LABELS = {"businessAddress": "Business", "homeAddress": "Home"}

PLAIN = {
    "contact": {
        "displayName": "display_name",
        "fileAs": "file_as",
        "givenName": "given_name",
        "surname": "surname",
        "companyName": "company_name",
        "jobTitle": "job_title",
        "department": "department",
        "personalNotes": "body",
        "categories": "categories",
        "birthday": "birthday",
    },
    "message": {
        "subject": "subject",
        "body": "body",
        "categories": "categories",
        "importance": "importance",
        "isRead": "is_read",
        "toRecipients": "to_recipients",
    },
    "event": {
        "subject": "subject",
        "body": "body",
        "location": "location",
        "categories": "categories",
        "startDateTime": "start",
        "endDateTime": "end",
        "showAs": "legacy_free_busy_status",
    },
    "task": {
        "subject": "subject",
        "body": "body",
        "categories": "categories",
        "dueDate": "due_date",
        "status": "status",
        "percentComplete": "percent_complete",
    },
    "folder": {"displayName": "name"},
}
CLASSES = {"contact": Contact, "message": Message, "event": CalendarItem, "task": Task}


def folder_of(account, kind):
    return {
        "contact": account.contacts,
        "message": account.inbox,
        "event": account.calendar,
        "task": account.tasks,
        "folder": account.contacts,
    }[kind]


def encode(column, value, record):
    """A value of ours as exchangelib wants it."""
    if value is None:
        return None
    if column in ("startDateTime", "endDateTime"):
        return EWSDateTime.from_string(value)
    if column in ("birthday",):
        return EWSDateTime.combine(EWSDate.from_string(value), datetime.time(11, 59), tzinfo=UTC).date()
    if column == "dueDate":
        return EWSDate.from_string(value)
    if column == "body" and record.get("bodyType") == "html":
        return HTMLBody(value)
    if column == "toRecipients":
        return [Mailbox(name=r["name"], email_address=r["address"]) for r in value]
    if column in ("importance", "status", "showAs"):
        return value[0].upper() + value[1:]
    if column == "percentComplete":
        from decimal import Decimal

        return Decimal(value)
    return value


def decode(column, value):
    if value is None or value == []:
        return None
    if column in ("startDateTime", "endDateTime"):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if column in ("birthday", "dueDate"):
        return value.isoformat()[:10]
    if column == "toRecipients":
        return [{"name": r.name, "address": r.email_address} for r in value]
    if column in ("importance", "status", "showAs"):
        return value[0].lower() + value[1:]
    if column == "percentComplete":
        return float(value)
    if isinstance(value, (list, bool)):
        return value
    return str(value)


def attributes(kind, record):
    """Keyword arguments of the item class for a record of ours."""
    given = {
        PLAIN[kind][column]: encode(column, value, record)
        for column, value in record.items()
        if column in PLAIN[kind]
    }
    if kind == "contact":
        phones = [
            PhoneNumber(label=label, phone_number=record[column])
            for column, label in PHONES.items()
            if record.get(column) is not None
        ]
        emails = [
            EmailAddress(label=f"EmailAddress{n}", email=record[f"emailAddress{n}"])
            for n in (1, 2, 3)
            if record.get(f"emailAddress{n}") is not None
        ]
        addresses = []
        for prefix, label in LABELS.items():
            parts = {
                name: record[prefix + part] for part, name in STREETS.items() if record.get(prefix + part) is not None
            }
            if parts:
                addresses.append(PhysicalAddress(label=label, **parts))
        if phones:
            given["phone_numbers"] = phones
        if emails:
            given["email_addresses"] = emails
        if addresses:
            given["physical_addresses"] = addresses
    return given


def record_of(kind, item):
    record = {column: decode(column, getattr(item, name)) for column, name in PLAIN[kind].items()}
    record["id"] = item.id
    record["changeKey"] = item.changekey
    if kind == "contact":
        phones = {p.label: p.phone_number for p in item.phone_numbers or []}
        emails = {e.label: e.email for e in item.email_addresses or []}
        addresses = {a.label: a for a in item.physical_addresses or []}
        record.update({column: phones.get(label) for column, label in PHONES.items()})
        record.update({f"emailAddress{n}": emails.get(f"EmailAddress{n}") for n in (1, 2, 3)})
        for prefix, label in LABELS.items():
            address = addresses.get(label)
            for part, name in STREETS.items():
                record[prefix + part] = getattr(address, name) if address else None
    return record


def create(account, step):
    kind = step["kind"]
    if kind == "folder":
        folders = [Contacts(parent=account.contacts, name=r["displayName"]) for r in step["records"]]
        for folder in folders:
            folder.save()
        return [{"id": folder.id} for folder in folders]
    items = [
        CLASSES[kind](account=account, folder=folder_of(account, kind), **attributes(kind, record))
        for record in step["records"]
    ]
    return [{"id": made.id} for made in account.bulk_create(folder=folder_of(account, kind), items=items)]


def fetch(account, ids):
    return list(account.fetch([(entry, None) for entry in ids]))


def read(account, step):
    kind = step["kind"]
    if kind == "folder":
        return [{"id": f.id, "displayName": f.name} for f in account.contacts.children]
    return [record_of(kind, item) for item in fetch(account, step["ids"])]


def update(account, step):
    kind = step["kind"]
    done = []
    for entry, record in zip(fetch(account, step["ids"]), step["records"]):
        given = attributes(kind, record)
        for name, value in given.items():
            setattr(entry, name, value)
        entry.save(update_fields=list(given))
        done.append({"id": entry.id, "changeKey": entry.changekey})
    return done


def delete(account, step):
    return [str(result) for result in account.bulk_delete([(entry, None) for entry in step["ids"]])]


def page(account, step):
    """Everything in pages of a given size, in the order of the server."""
    query = folder_of(account, step["kind"]).all().only("subject", "id")
    query.page_size = step["size"]
    return [item.id for item in query]


def find(account, step):
    """Restrictions evaluated by the server: Django-like arguments."""
    query = folder_of(account, step["kind"]).filter(**step["filter"]).order_by(*step.get("order", []))
    return [item.id for item in query.only("id", "subject")]


def main():
    job = json.load(sys.stdin)
    config = Configuration(
        service_endpoint=job["server"],
        credentials=Credentials(job["user"], job["password"]),
        auth_type={"NTLM": NTLM, "basic": BASIC}[job.get("auth", "NTLM")],
        max_connections=2,
    )
    account = Account(
        job["mailbox"],
        config=config,
        autodiscover=False,
        access_type=DELEGATE,
        default_timezone=UTC,
    )
    actions = {"create": create, "read": read, "update": update, "delete": delete, "page": page, "find": find}
    results = [actions[step["do"]](account, step) for step in job["steps"]]
    print(json.dumps({"version": str(account.version.build), "results": results}))


main()
