"""exchangelib at work between several mailboxes of the sandbox: meetings, availability, out of office.

Reads one JSON object from standard input and prints one:
    {"server": EWS URL, "accounts": {"user1": {"user": "DOMAIN\\name", "password": "...", "mailbox": SMTP address}, ...},
     "steps": [{"as": "user1", "do": "invite" | "respond" | "cancel" | ..., ...}]}
Times are ISO 8601 with offset.
"""

import json
import sys

from exchangelib import BASIC, DELEGATE, UTC, Account, CalendarItem, Configuration, Credentials, EWSDateTime, EWSTimeZone
from exchangelib.items import SEND_ONLY_TO_ALL, SEND_TO_ALL_AND_SAVE_COPY
from exchangelib.protocol import BaseProtocol
from exchangelib.recurrence import DailyPattern, Recurrence
from exchangelib.settings import OofSettings

BaseProtocol.TIMEOUT = 30


def time(text):
    return EWSDateTime.from_string(text)


def instant(value):
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def invite(account, step):
    item = CalendarItem(
        account=account,
        folder=account.calendar,
        subject=step["subject"],
        start=time(step["start"]),
        end=time(step["end"]),
        required_attendees=step["attendees"],
    )
    if "days" in step:
        item.recurrence = Recurrence(
            pattern=DailyPattern(interval=1), start=time(step["start"]).date(), number=step["days"]
        )
    item.save(send_meeting_invitations=SEND_TO_ALL_AND_SAVE_COPY)
    return item.id


def move(account, step):
    item = account.calendar.get(subject=step["subject"])
    item.start, item.end = time(step["start"]), time(step["end"])
    item.save(update_fields=["start", "end"], send_meeting_invitations=SEND_ONLY_TO_ALL)
    return instant(item.start)


def respond(account, step):
    request = account.inbox.get(subject=step["subject"], item_class="IPM.Schedule.Meeting.Request")
    result = getattr(request, step["how"])(body=step["body"])
    return [type(one).__name__ for one in (result if isinstance(result, list) else [result])]


def cancel(account, step):
    account.calendar.get(subject=step["subject"]).cancel(new_body=step["body"])
    return True


def calendar(account, step):
    return [
        {
            "subject": item.subject,
            "start": instant(item.start),
            "showAs": item.legacy_free_busy_status,
            "response": item.my_response_type,
            "cancelled": item.is_cancelled,
            "attendees": {
                one.mailbox.email_address: one.response_type for one in item.required_attendees or []
            },
        }
        for item in account.calendar.all().order_by("start")
    ]


def inbox(account, step):
    return sorted(f"{type(item).__name__}: {item.subject}" for item in account.inbox.all())


def occurrences(account, step):
    found = account.calendar.view(start=time(step["start"]), end=time(step["end"]))
    return [instant(item.start) for item in found]


def availability(account, step):
    zone = EWSTimeZone(step["zone"])
    start, end = (time(step[name]).astimezone(zone) for name in ("start", "end"))
    views = account.protocol.get_free_busy_info(
        accounts=[(address, "Required", False) for address in step["people"]],
        start=start,
        end=end,
        merged_free_busy_interval=60,
    )
    return [
        {
            "view": view.view_type,
            "merged": view.merged,
            "events": [
                [event.start.strftime("%H:%M"), event.end.strftime("%H:%M"), event.busy_type]
                for event in view.calendar_events or []
            ],
            "hours": [[one.start.isoformat(), one.end.isoformat()] for one in view.working_hours or []],
        }
        for view in views
    ]


def away(account, step):
    account.oof_settings = OofSettings(
        state=OofSettings.SCHEDULED,
        external_audience="Known",
        start=time(step["start"]),
        end=time(step["end"]),
        internal_reply=step["reply"],
        external_reply=step["reply"],
    )
    kept = account.oof_settings
    return {
        "state": kept.state,
        "audience": kept.external_audience,
        "start": instant(kept.start),
        "end": instant(kept.end),
        "reply": kept.internal_reply,
    }


def zones(account, step):
    return len(list(account.protocol.get_timezones(return_full_timezone_data=True)))


ACTIONS = {f.__name__: f for f in (invite, move, respond, cancel, calendar, inbox, occurrences, availability, away, zones)}


def open_account(server, entry):
    config = Configuration(
        service_endpoint=server,
        credentials=Credentials(entry["user"], entry["password"]),
        auth_type=BASIC,
        max_connections=1,
    )
    return Account(entry["mailbox"], config=config, autodiscover=False, access_type=DELEGATE, default_timezone=UTC)


def main():
    job = json.load(sys.stdin)
    accounts = {name: open_account(job["server"], entry) for name, entry in job["accounts"].items()}
    print(json.dumps([ACTIONS[step["do"]](accounts[step["as"]], step) for step in job["steps"]]))


main()
