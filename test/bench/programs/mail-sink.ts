import { createServer, type Socket } from 'node:net';
import { answering } from '../answering';

/** A mail server that takes everything and keeps the last mail. It does as little as SMTP (RFC 5321) allows, so that the senders are measured and not it. */

let taken = 0;
let last = '';

const END = '\r\n.\r\n';

function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  let text = '';
  let isData = false;
  socket.write('220 sink ESMTP\r\n');
  socket.on('data', (part: string) => {
    text += part;
    for (;;) {
      const end = text.indexOf(isData ? END : '\r\n');
      if (end < 0) return;
      const piece = text.slice(0, end);
      text = text.slice(end + (isData ? END.length : 2));
      if (isData) {
        taken += 1;
        last = piece;
        isData = false;
        socket.write(`250 taken as ${String(taken)}\r\n`);
      } else {
        isData = piece.toUpperCase() === 'DATA';
        answerTo(socket, piece);
      }
    }
  });
}

function answerTo(socket: Socket, line: string): void {
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === 'DATA') socket.write('354 go on\r\n');
  else if (verb === 'QUIT') socket.end('221 bye\r\n');
  else if (verb === 'EHLO') socket.write('250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n');
  else socket.write('250 fine\r\n');
}

function start(): Promise<{ port: number }> {
  const server = createServer(serve);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : 0 });
    });
  });
}

answering({ start, taken: () => taken, last: () => last });
