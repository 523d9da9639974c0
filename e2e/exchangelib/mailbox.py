"""Reads a mailbox of the sandbox with exchangelib, a client that this project did not write.

usage: mailbox.py digest|contacts|events   with a JSON object on standard input:
    {"server": EWS URL, "user": "DOMAIN\\name", "password": "…", "mailbox": SMTP address}
prints JSON.
"""

import hashlib
import json
import sys

from exchangelib import DELEGATE, NTLM, Account, Configuration, Credentials, EWSTimeZone
from exchangelib.protocol import BaseProtocol

BaseProtocol.TIMEOUT = 60


def phone(contact, label):
    return next((p.phone_number for p in contact.phone_numbers or [] if p.label == label), None)


def email(contact, label):
    return next((e.email for e in contact.email_addresses or [] if e.label == label), None)


def business(contact, part):
    addresses = contact.physical_addresses or []
    return next((getattr(a, part) for a in addresses if a.label == "Business"), None)


def digest_line(contact):
    values = [
        contact.file_as,
        contact.given_name,
        contact.surname,
        contact.company_name,
        contact.job_title,
        contact.department,
        email(contact, "EmailAddress1"),
        email(contact, "EmailAddress2"),
        email(contact, "EmailAddress3"),
        phone(contact, "BusinessPhone"),
        phone(contact, "MobilePhone"),
        phone(contact, "HomePhone"),
        business(contact, "street"),
        business(contact, "city"),
        business(contact, "state"),
        business(contact, "zipcode"),
        business(contact, "country"),
    ]
    plain = [value.replace("\r\n", "\n").replace("\r", "\n") if value else None for value in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def full_contacts(account):
    # FindItem cuts text at 255 characters, GetItem does not
    ids = list(account.contacts.all().values_list("id", "changekey"))
    return list(account.fetch(ids))


def digest(account):
    lines = [digest_line(contact) for contact in full_contacts(account)]
    lines.sort(key=lambda line: line.encode("utf-16-be"))
    return {
        "contacts": len(lines),
        "digest": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }


def contacts(account):
    return [
        {"displayName": contact.display_name, "emailAddress1": email(contact, "EmailAddress1")}
        for contact in full_contacts(account)
    ]


def events(account):
    utc = EWSTimeZone("UTC")
    return [
        {
            "subject": event.subject,
            "start": event.start.astimezone(utc).isoformat(),
            "end": event.end.astimezone(utc).isoformat(),
        }
        for event in account.calendar.all()
    ]


def main():
    where = json.load(sys.stdin)
    account = Account(
        where["mailbox"],
        access_type=DELEGATE,
        autodiscover=False,
        config=Configuration(
            service_endpoint=where["server"],
            credentials=Credentials(where["user"], where["password"]),
            auth_type=NTLM,
        ),
        default_timezone=EWSTimeZone("UTC"),
    )
    views = {"digest": digest, "contacts": contacts, "events": events}
    json.dump(views[sys.argv[1]](account), sys.stdout, ensure_ascii=False)


main()
