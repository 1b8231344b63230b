"""An OpenAI-compatible server on loopback that does what a script says: answers, refuses, hangs, breaks off."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TASK = re.compile(r"^(\d+)\. given .* → make (.+)$", re.MULTILINE)
Act = Callable[[int, dict[str, Any]], str]
"""From the number of a request (from 0) and its body to what is done: see `_Handler.do_POST`."""


def good_content(body: dict[str, Any], mark: str = "") -> str:
    """What a model would answer: for each task a pair, all different by number of the query's own words."""
    asked = body["messages"][1]["content"]
    tasks = TASK.findall(asked)
    again = body["messages"][-1]["content"] if len(body["messages"]) > 2 else ""
    wanted = set(re.findall(r"\d+", again.rpartition("Write only the pairs")[2])) if again else None
    name = mark or words(hash_of(asked))
    pairs = [
        {
            "number": int(number),
            "instruction": f"{words(hash_of(asked + number))}, please, {name}!",
            "invocations": [
                {"task": task, "prompt": f"{words(hash_of(asked + number + task))} in the style of {name}"}
                for task in makes.split(", ")
            ],
        }
        for number, makes in tasks
        if wanted is None or number in wanted
    ]
    return json.dumps({"pairs": pairs})


def words(number: int) -> str:
    """Some made-up words that are the number's own."""
    syllables = ["ba", "re", "ti", "lo", "mu", "ka", "se", "ni", "do", "fu", "ga", "we", "vi", "po", "zu", "ha"]
    return " ".join("".join(syllables[(number >> (4 * (3 * w + s))) & 15] for s in range(3)) for w in range(4))


def hash_of(text: str) -> int:
    import hashlib

    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            number = len(self.server.requests)
            self.server.requests.append((self.headers.get("Authorization", ""), body))
        act = self.server.act(number, body)
        if act == "429":
            self._send(429, {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}, {"Retry-After": "0"})
        elif act == "429 date":
            date = formatdate(time.time() + 100, usegmt=True)
            self._send(429, {"error": {"message": "slow down"}}, {"Retry-After": date})
        elif act.startswith("400 "):
            self._send(400, {"error": {"message": act[4:]}})
        elif act in ("500", "503"):
            self._send(int(act), {"error": {"message": "oops"}})
        elif act == "401":
            self._send(401, {"error": {"message": f"wrong key {self.headers['Authorization']}"}})
        elif act == "quota":
            self._send(429, {"error": {"message": "nothing left", "code": "insufficient_quota"}})
        elif act == "no schema":
            self._send(400, {"error": {"message": "unknown field response_format"}})
        elif act == "hang":
            self.server.released.wait(20)
            self.close_connection = True
        elif act == "truncated":
            self._raw(b'{"id": "x", "choices": [{"mess', promised=5000)
        elif act == "malformed":
            self._raw(b"<html>gateway</html>", promised=20)
        elif act == "no choices":
            self._send(200, {"id": "x", "object": "chat.completion", "choices": []})
        else:
            content = good_content(body) if act == "good" else act
            self._send(200, _completion(content))
            with self.server.lock:
                self.server.answered.append(body["messages"])

    def _send(self, code: int, data: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        self._raw(json.dumps(data).encode(), None, code, headers or {})

    def _raw(self, data: bytes, promised: int | None, code: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(promised or len(data)))
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()
        if promised and promised != len(data):
            self.close_connection = True

    def log_message(self, *words: object) -> None:
        pass


class ScriptedServer(ThreadingHTTPServer):
    """`requests` are header and body as they came, `answered` the messages of those that got a whole answer."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, act: Act) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.act, self.lock, self.released = act, threading.Lock(), threading.Event()
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.answered: list[list[dict[str, str]]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no error."""


@contextmanager
def serving(act: Act) -> Iterator[ScriptedServer]:
    server = ScriptedServer(act)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _completion(content: str) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}
    return {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}
