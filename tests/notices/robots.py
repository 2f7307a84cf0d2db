"""A vendor's robot on the loopback address: it keeps what it was sent, and answers as it is told."""

import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TAKEN = {"wecom": {"errcode": 0}, "dingtalk": {"errcode": 0}, "feishu": {"code": 0}}


class Robot:
    def __init__(self):
        robot = self
        self.heard, self.status, self.answer, self.headers = [], 200, {"errcode": 0, "code": 0}, {}
        self.is_cut_off = False

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                robot.heard.append((self.path, json.loads(body)))
                if robot.is_cut_off:
                    self.close_connection = True
                    return
                self.send_response(robot.status)
                for name, value in robot.headers.items():
                    self.send_header(name, value)
                data = robot.answer if isinstance(robot.answer, bytes) else json.dumps(robot.answer).encode()
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        self.asked = []

    def connect(self, host):
        """In place of the connection to the vendor's host."""
        self.asked.append(host)
        return http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=5)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
