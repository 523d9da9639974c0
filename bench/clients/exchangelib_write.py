"""Creates, updates and deletes contacts with exchangelib, 100 per request."""
import json
import sys
import time

from exchangelib import Account, Build, Configuration, Contact, Credentials, DELEGATE, Version
from exchangelib.indexed_properties import EmailAddress, PhoneNumber, PhysicalAddress

given = json.load(sys.stdin)
config = Configuration(
    service_endpoint=given["url"],
    credentials=Credentials(given["user"], given["password"]),
    auth_type="basic",
    version=Version(build=Build(15, 2, 1118, 7)),
    max_connections=1,
)
account = Account(given["mailbox"], config=config, autodiscover=False, access_type=DELEGATE)


def contact(n):
    return Contact(
        folder=account.contacts,
        display_name=f"Contact {n}",
        given_name=f"Given {n % 97}",
        surname=f"Family {n % 1009} & Söhne",
        company_name=f"Company {n % 50}",
        department=f"Department {n % 20}",
        job_title="Engineer",
        office=f"Room {n % 300}",
        email_addresses=[EmailAddress(label="EmailAddress1", email=f"contact{n}@contoso.example")],
        phone_numbers=[
            PhoneNumber(label="BusinessPhone", phone_number=f"+49 30 {n}"),
            PhoneNumber(label="MobilePhone", phone_number=f"+49 1555 {n}"),
        ],
        physical_addresses=[
            PhysicalAddress(label="Business", city="Zürich", zipcode=str(80_000 + n % 100))
        ],
    )


def cycle(size, phase):
    items = [contact(n) for n in range(size)]

    def create():
        made = account.bulk_create(account.contacts, items, chunk_size=100)
        for item, one in zip(items, made):
            if isinstance(one, Exception):
                raise one
            item.id, item.changekey, item.account = one.id, one.changekey, account

    def update():
        for n, item in enumerate(items):
            item.job_title = "Director"
            item.department = f"New {n}"
            item.phone_numbers = [PhoneNumber(label="BusinessPhone", phone_number=f"+49 30 {n}")]
        fields = ["job_title", "department", "phone_numbers"]
        for one in account.bulk_update([(item, fields) for item in items], chunk_size=100):
            if isinstance(one, Exception):
                raise one

    def delete():
        for one in account.bulk_delete(items, delete_type="HardDelete", chunk_size=100):
            if one is not True:
                raise one

    for name, work in (("create", create), ("update", update), ("delete", delete)):
        phase(name, work)


result = {}


def measured(name, work):
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    result[name] = {
        "cpu": (time.process_time() - cpu) * 1000,
        "wall": (time.perf_counter() - wall) * 1000,
    }


cycle(given["warm"], lambda _name, work: work())
cycle(given["count"], measured)
print(json.dumps(result))
