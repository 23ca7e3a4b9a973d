// Servers on loopback that answer as a test wants, the program under test, and archives to serve.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The archive with a comment at its end, which makes it another one with the same files. */
export function withComment(archive, comment) {
  const bytes = Buffer.concat([archive, Buffer.from(comment)]);
  bytes.writeUInt16LE(comment.length, archive.length - 2);
  return bytes;
}

/** A server whose `answer` can be set, and which notes what it was asked. */
export async function serve(server = createServer()) {
  const asked = [];
  const it = { asked, answer: null, server };
  server.on('request', (request, response) => {
    asked.push({ url: request.url, ...request.headers });
    it.answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  it.port = server.address().port;
  it.url = `http://127.0.0.1:${it.port}/dump.zip`;
  it.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return it;
}

/** Answers as a good server does: ETag, If-None-Match, Range with If-Range. `most`: breaks off behind so many bytes. */
export const good = (bytes, etag = '"one"', { ranges = true, most = Infinity } = {}) => (request, response) => {
  const headers = { 'Content-Type': 'application/zip', 'Last-Modified': 'Fri, 01 May 2026 03:04:05 GMT' };
  if (etag) headers.ETag = etag;
  if (etag && request.headers['if-none-match'] === etag) return void response.writeHead(304, headers).end();
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  let body = bytes;
  let status = 200;
  if (ranges && range && request.headers['if-range'] === etag) {
    const first = Number(range[1]);
    if (first >= bytes.length) return void response.writeHead(416, headers).end();
    headers['Content-Range'] = `bytes ${first}-${bytes.length - 1}/${bytes.length}`;
    body = bytes.subarray(first);
    status = 206;
  }
  response.writeHead(status, { ...headers, 'Content-Length': body.length });
  if (body.length <= most) return void response.end(body);
  response.write(body.subarray(0, most), () => setTimeout(() => response.destroy(), 50));
};

/** Answers of this status, with these headers and this body. */
export const fixed = (status, headers = {}, body = '') => (request, response) =>
  response.writeHead(status, headers).end(body);

/** One answer after the other; the last one stays. */
export const inTurn = (...answers) => (request, response) =>
  (answers.length > 1 ? answers.shift() : answers[0])(request, response);

/** A folder in which `gapcalc fetch` runs. */
export class Place {
  constructor(program) {
    this.program = program;
    this.folder = mkdtempSync(join(tmpdir(), 'gapcalc-fetch-'));
  }
  path(name) { return join(this.folder, name); }
  bytes(name) { return existsSync(this.path(name)) ? readFileSync(this.path(name)) : null; }
  json(name) { return JSON.parse(readFileSync(this.path(name), 'utf8')); }
  write(name, bytes) { writeFileSync(this.path(name), bytes); }
  files() { return readdirSync(this.folder).sort(); }
  remove() { rmSync(this.folder, { recursive: true }); }

  /** Starts the program there; `environment` goes over one without proxies. */
  start(args, environment = {}) {
    const { PATH, HOME } = process.env;
    const child = spawn(this.program, ['fetch', ...args], { cwd: this.folder, env: { PATH, HOME, ...environment } });
    const result = { child, stdout: '', stderr: '' };
    child.stdout.on('data', (data) => { result.stdout += data; });
    child.stderr.on('data', (data) => { result.stderr += data; });
    result.ended = once(child, 'close').then(([status, signal]) => ({ ...result, status, signal }));
    return result;
  }
  run(args, environment) { return this.start(args, environment).ended; }
}
