"""Writes and reads visitor state as Convert's Python SDK does: `SET NX EX` for marks, read and write for states."""
import json
import socket
import sys


class Redis:
    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port))
        self.lines = self.socket.makefile("rb")

    def __call__(self, *words):
        parts = [str(word).encode("utf-8") for word in words]
        request = b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
        self.socket.sendall(request)
        kind, rest = (lambda line: (line[:1], line[1:-2]))(self.lines.readline())
        if kind == b"-":
            raise RuntimeError(rest.decode())
        if kind != b"$":
            return rest
        return None if rest == b"-1" else self.lines.read(int(rest) + 2)[:-2]


def main():
    redis = Redis(sys.argv[1], int(sys.argv[2]))
    first = 0
    # Starts together with the others, and from the other end, so that they meet.
    print("ready", flush=True)
    sys.stdin.readline()
    for number in reversed(range(int(sys.argv[3]))):
        visitor = "vis\u00e4-\U0001f680-%d" % number
        if redis("SET", "dedup:" + json.dumps([visitor, "6001"]), json.dumps(True), "NX", "EX", 3600):
            first += 1
        key = "state:" + json.dumps([visitor])
        state = json.loads(redis("GET", key) or '{"attributes": {}, "segments": {}, "bucketing": {}}')
        state["attributes"]["python"] = {"name": "\u00e4", "ratio": 1.0, "number": number}
        redis("SET", key, json.dumps(state), "EX", 3600)
    print(first)


main()
