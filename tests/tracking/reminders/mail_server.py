"""A mail server in a thread, which answers as a test tells it to: step by step, for each recipient."""

import contextlib
import re
import socketserver
import threading

CUT = "cut"  # ends the connection instead of an answer


class MailServer(socketserver.ThreadingTCPServer):
    """What it took is in `received`; `answers` gives {step: answer} for a recipient's address, or for "*"."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.received, self.senders, self.answers, self.connections, self.per_connection = [], [], {}, 0, None

    def answer(self, step, recipient, default):
        """What it says at a step: "mail", "rcpt", "data" or "end"."""
        return self.answers.get(recipient, self.answers.get("*", {})).get(step, default)


class Session(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self):
        """Greet, then answer commands until the client or the script ends it."""
        self.server.connections += 1
        self.taken, self.recipient = 0, ""
        if self.say(self.server.answer("greeting", "*", "220 hello")):
            with contextlib.suppress(ConnectionError, ValueError):
                while line := self.rfile.readline().decode().strip():
                    if not self.obey(line):
                        return

    def say(self, words):
        """Answer; False where the connection is to end."""
        if words == CUT:
            return False
        self.wfile.write(f"{words}\r\n".encode())
        return not words.startswith(("221", "421"))

    def obey(self, line):
        """Answer one command."""
        verb = line[:4].upper()
        if verb == "MAIL":
            if self.server.per_connection is not None and self.taken >= self.server.per_connection:
                return self.say("421 4.7.0 enough for one connection")
            self.server.senders.append(re.search(r"<(.*?)>", line)[1])
            return self.say(self.server.answer("mail", "*", "250 ok"))
        if verb == "RCPT":
            self.recipient = re.search(r"<(.*?)>", line)[1]
            return self.say(self.server.answer("rcpt", self.recipient, "250 ok"))
        if verb == "DATA":
            return self.take()
        return self.say("221 bye" if verb == "QUIT" else "250 ok")

    def take(self):
        """Read a mail to its end."""
        answer = self.server.answer("data", self.recipient, "354 go ahead")
        if not self.say(answer) or not answer.startswith("354"):
            return answer != CUT
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        answer = self.server.answer("end", self.recipient, "250 taken")
        if answer.startswith("250") or answer == CUT:
            self.server.received.append((self.recipient, b"".join(lines).decode()))
            self.taken += 1
        return self.say(answer)


@contextlib.contextmanager
def running(settings):
    """A MailServer to which the site sends its mails."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        settings.EMAIL_BACKEND = "upr_local.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 5
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
