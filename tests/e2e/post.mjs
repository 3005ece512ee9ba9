// A small mail server (RFC 5321) on a port of its own, which takes mails or refuses their recipients.
import { once } from "node:events";
import { createServer } from "node:net";

export class MailServer {
  static async open() {
    const server = new MailServer();
    server.server = createServer((socket) => server.#talk(socket)).listen(0, "127.0.0.1");
    await once(server.server, "listening");
    server.url = `smtp://127.0.0.1:${server.server.address().port}`;
    return server;
  }

  // Whether it knows the people it is asked for.
  takes = true;
  // Recipients of the mails it took.
  taken = [];

  #talk(socket) {
    let [rest, to, inMail] = ["", "", false];
    const say = (line) => socket.write(`${line}\r\n`);
    const hear = (line) => {
      if (inMail) {
        if (line !== ".") return;
        inMail = false;
        this.taken.push(to);
        return say("250 2.0.0 taken");
      }
      const verb = line.split(" ")[0].toUpperCase();
      if (verb === "RCPT") {
        to = /<(.*)>/.exec(line)[1];
        return say(this.takes ? "250 2.1.5 fine" : "550 5.1.1 nobody of this name");
      }
      if (verb === "DATA") {
        inMail = true;
        return say("354 go on");
      }
      if (verb === "QUIT") return socket.end("221 bye\r\n");
      return say(verb === "EHLO" ? "250 8BITMIME" : "250 fine");
    };
    socket.setEncoding("utf8");
    // A mail program that goes away has nothing to be told.
    socket.on("error", () => socket.destroy());
    socket.on("data", (text) => {
      const lines = (rest + text).split("\r\n");
      rest = lines.pop();
      lines.forEach(hear);
    });
    say("220 mail.example ESMTP");
  }

  async close() {
    this.server.close();
    await once(this.server, "close");
  }
}
