"""Drives DavMail with the standard library alone: IMAP, SMTP, CardDAV and CalDAV. Job on stdin, results on stdout."""

import base64
import email.message
import email.policy
import http.client
import imaplib
import json
import smtplib
import sys

job = json.load(sys.stdin)
user, password, ports = job["user"], job["password"], job["ports"]
results = {}


def dav(method, path, body=b"", who=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", ports["caldav"], timeout=60)
    token = base64.b64encode(f"{who or user}:{password}".encode()).decode()
    head = {"Authorization": f"Basic {token}", **{k.replace("_", "-"): v for k, v in headers.items()}}
    connection.request(method, path, body, head)
    answer = connection.getresponse()
    return {"status": answer.status, "text": answer.read().decode("utf-8", "replace")}


def mail(subject, text):
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = user, job["other"], subject
    message.set_content(text)
    message.add_attachment(
        bytes(range(256)), maintype="application", subtype="octet-stream", filename="bytes.bin"
    )
    return message


imap = imaplib.IMAP4("127.0.0.1", ports["imap"])
imap.login(user, password)
imap.create('"Through IMAP"')
imap.append('"Through IMAP"', "(\\Seen)", None, mail(job["subject"], job["text"]).as_bytes())
imap.select('"Through IMAP"')
found = imap.uid("search", None, "ALL")[1][0].split()
fetched = imap.uid("fetch", found[0], "(BODY.PEEK[])")[1][0][1]
parsed = email.message_from_bytes(fetched, policy=email.policy.default)
imap.uid("store", found[0], "+FLAGS", "(\\Flagged)")
imap.uid("copy", found[0], "INBOX")
results["imap"] = {
    "count": len(found),
    "subject": parsed["Subject"],
    "text": parsed.get_body(("plain",)).get_content(),
    "attachments": [
        [part.get_filename(), base64.b64encode(part.get_content()).decode()]
        for part in parsed.iter_attachments()
    ],
}
imap.logout()

with smtplib.SMTP("127.0.0.1", ports["smtp"]) as smtp:
    smtp.login(user, password)
    results["refused"] = smtp.send_message(mail("Sent by SMTP", job["text"]))

LIST = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>'
for name, folder, kind in (
    ("contact", "contacts", "text/vcard"),
    ("event", "calendar", "text/calendar"),
    ("task", "tasks", "text/calendar"),
):
    suffix = "vcf" if name == "contact" else "ics"
    path = f"/users/{user}/{folder}/made-by-davmail.{suffix}"
    put = dav("PUT", path, job[name].encode(), Content_Type=f"{kind}; charset=utf-8")
    got = dav("GET", path)
    results[name] = {"put": put["status"], "status": got["status"], "text": got["text"]}
listed = dav("PROPFIND", f"/users/{user}/contacts/", LIST.encode(), Depth="1")
results["contacts"] = listed["text"].count(".vcf</D:href>")

# A meeting reaches its attendee: a request in the inbox, an event in the calendar.
dav("PUT", f"/users/{user}/calendar/meeting.ics", job["meeting"].encode(), Content_Type="text/calendar; charset=utf-8")
results["invited"] = {
    folder: dav(
        "PROPFIND", f"/users/{job['other']}/{folder}/", LIST.encode(), who=job["other"], Depth="1"
    )["text"].count(".EML</D:href>")
    for folder in ("inbox", "calendar")
}
json.dump(results, sys.stdout)
