"""What schemathesis needs to be let in: sessions, devices, a signing system.

Requests take turns among several sessions, devices and addresses, so that most are not refused for coming too often.
"""

import hashlib
import hmac
import itertools
import os
import random
import time

import requests
import schemathesis

URL = os.environ["INNKEEPER_URL"]
EMAIL = os.environ["INNKEEPER_EMAIL"]
PASSWORD = os.environ["INNKEEPER_PASSWORD"]
PEER = os.environ["INNKEEPER_PEER"]
SECRET = os.environ["INNKEEPER_PEER_SECRET"]

OWN = {"Origin": URL, "X-Innkeeper": "1"}
SITE = "https://hotel.example"
SESSIONS = 24
# Those who ask for nothing of a session must not be counted as one that does.
WITHOUT_SESSION = {"/login", "/logout", "/csp-report", "/api/first-run", "/api/v1/reservations", "/f/{key}/token", "/f/{key}/enquiry"}

lots = random.Random(1)


def address():
    """Who the proxy says it was: one of many."""
    return "198.18.{}.{}".format(lots.randrange(256), lots.randrange(256))


def entered():
    """A session with its device."""
    headers = {**OWN, "X-Forwarded-For": address()}
    session = requests.Session()
    session.post(f"{URL}/login", data={"email": EMAIL, "password": PASSWORD}, headers=headers).raise_for_status()
    cookie = "; ".join(f"{name}={value}" for name, value in session.cookies.items())
    answer = requests.post(f"{URL}/sync/v1/enrol", json={"name": "schemathesis"}, headers={**headers, "Cookie": cookie})
    answer.raise_for_status()
    return cookie, answer.json()["certificate"]


POOL = [entered() for _ in range(SESSIONS)]
TURNS = itertools.cycle(POOL)


class Inside(requests.auth.AuthBase):
    """Adds to a request, when its body is known, what its operation asks for."""

    def __init__(self, path):
        self.path = path

    def __call__(self, request):
        headers = request.headers
        headers["X-Forwarded-For"] = address()
        headers.pop("Cookie", None)
        cookie, certificate = next(TURNS)
        if self.path.startswith("/f/"):
            headers["Origin"] = SITE
            return request
        headers.update(OWN)
        if self.path not in WITHOUT_SESSION:
            headers["Cookie"] = cookie
        if self.path.startswith("/sync/"):
            headers["Innkeeper-Device"] = certificate
        if self.path == "/api/v1/reservations":
            body = request.body or b""
            body = body.encode() if isinstance(body, str) else body
            at = int(time.time())
            mac = hmac.new(SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
            headers["Innkeeper-Peer"] = PEER
            headers["Innkeeper-Signature"] = f"t={at},v1={mac}"
        return request


def whole(value):
    """With 5.0 as 5: to a schema both are integers, to what reads JSON here only one is."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        return int(value)
    if isinstance(value, list):
        return [whole(part) for part in value]
    return {name: whole(part) for name, part in value.items()} if isinstance(value, dict) else value


@schemathesis.hook
def before_call(context, case, kwargs):
    case.body = whole(case.body)
    kwargs["auth"] = Inside(case.operation.path)
