"""A phone that encloses photos and a position, over Django's test client; what it sends may break off."""

import json
from hashlib import sha256
from uuid import uuid4

PIECE = 4096


class Encloser:
    """The app's side of it: begins, asks how far, sends pieces. `client` and `phone` as in the fixtures."""

    def __init__(self, client, phone):
        self.client = client
        self.headers = {"Authorization": f"Bearer {phone.token}"}

    def post(self, path, content):
        body = json.dumps(content)
        return self.client.post(path, body, content_type="application/json", headers=self.headers)

    def begin(self, visit, data, *, key=None, size=None):
        content = {"photo_id": str(key or uuid4()), "visit_id": str(visit), "size": size or len(data)}
        return self.post("/field/photos", content | {"sha256": sha256(data).hexdigest()})

    def head(self, key):
        return self.client.head(f"/field/photos/{key}", headers=self.headers)

    def piece(self, key, data, start, *, kind="application/offset+octet-stream"):
        headers = self.headers | {"Upload-Offset": str(start), "Tus-Resumable": "1.0.0"}
        return self.client.patch(f"/field/photos/{key}", data, content_type=kind, headers=headers)

    def send(self, visit, data, *, key=None, stops_after=None):
        """Begin and send from wherever it stands; returns the last answer."""
        key = key or uuid4()
        answer = self.begin(visit, data, key=key)
        if answer.status_code >= 400 or answer.json()["state"] != "arriving":
            return answer
        start, sent = answer.json()["offset"], 0
        while start < len(data) and (stops_after is None or sent < stops_after):
            answer = self.piece(key, data[start : start + PIECE], start)
            if answer.status_code >= 400:
                return answer
            start, sent = start + len(data[start : start + PIECE]), sent + 1
        return answer

    def note(self, visit, latitude=32.685412, longitude=109.029387, *, key=None, accuracy_m=18.4):
        about = {"position_id": str(key or uuid4()), "visit_id": str(visit)}
        spot = {"latitude": latitude, "longitude": longitude, "accuracy_m": accuracy_m}
        return self.post("/field/positions", about | spot)

    def states(self, photos=(), positions=()):
        asked = {"photos": [str(one) for one in photos], "positions": [str(one) for one in positions]}
        return self.post("/field/enclosed", asked).json()["states"]
