// gapcalc fetch against servers that are good, slow, broken and worse: fetch_test.mjs PROGRAM FIXTURES.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:https';
import { createServer as createProxy } from 'node:http';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Place, fixed, good, inTurn, serve, withComment } from './server.mjs';

const [program, fixtures] = process.argv.slice(2);
const dump = readFileSync(join(fixtures, 'flat.zip'));
const older = withComment(dump, 'x'.repeat(60000));
const newer = withComment(dump, 'y'.repeat(60000));
const file = 'benchmark_data.zip';
const record = `${file}.provenance.json`;
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const server = await serve();
const { url } = server;

/** A test in a folder of its own, with the number of requests counted anew. */
const inPlace = (name, act) => test(name, async () => {
  const place = new Place(program);
  server.asked.length = 0;
  try {
    await act(place);
  } finally {
    place.remove();
  }
});
/** One in which a dump was fetched before, and must still be there, with its record, at the end. */
const keepsOld = (name, act) => inPlace(name, async (place) => {
  server.answer = good(older, '"old"');
  assert.equal((await place.run([url])).status, 0);
  const before = [place.bytes(file), place.bytes(record)];
  server.asked.length = 0;
  await act(place);
  assert.deepEqual([place.bytes(file), place.bytes(record)], before);
});
const refuses = (result, pattern, status = 1) => {
  assert.match(result.stderr, pattern);
  assert.equal(result.stdout, '');
  assert.equal(result.status, status);
};
const isNew = (place, bytes, result) => {
  assert.equal(result.stderr, '');
  assert.match(result.stdout, /^new: benchmark_data.zip, \d+ bytes, newest release 20/);
  assert.equal(result.status, 0);
  assert.ok(bytes.equals(place.bytes(file)));
  assert.deepEqual(place.files(), [file, record]);
};

await inPlace('a dump is fetched whole, with a record of where it is from', async (place) => {
  server.answer = good(dump);
  isNew(place, dump, await place.run([url]));
  const { retrieved, gapcalc, ...rest } = place.json(record);
  assert.deepEqual(rest, {
    schema_version: '1.1', kind: 'provenance', file, address: url, final_address: url, bytes: dump.length,
    sha256: sha256(dump), etag: '"one"', last_modified: '2026-05-01T03:04:05Z',
  });
  assert.ok(Math.abs(Date.parse(retrieved) - Date.now()) < 60000);
  execFileSync(program, ['analyze', place.path(file)]);
  execFileSync(program, ['validate', '--strict', place.path(record)]);
  const { stdout } = await place.run([url, '--format', 'json']);
  execFileSync(program, ['validate', '--strict', '--kind', 'fetch', '-'], { input: stdout });
});

await inPlace('the time of a run that can be repeated is SOURCE_DATE_EPOCH', async (place) => {
  server.answer = good(dump);
  await place.run([url], { SOURCE_DATE_EPOCH: '86400' });
  assert.equal(place.json(record).retrieved, '1970-01-02T00:00:00Z');
});

await keepsOld('what is unchanged costs one request, and is told apart', async (place) => {
  const before = statSync(place.path(file)).mtimeMs;
  const result = await place.run([url]);
  assert.match(result.stdout, /^unchanged: benchmark_data.zip/);
  assert.equal(result.status, 0);
  assert.deepEqual(server.asked.map((one) => one['if-none-match']), ['"old"']);
  assert.equal((await place.run([url, '--unchanged-status', '4'])).status, 4);
  assert.equal(JSON.parse((await place.run([url, '--format', 'json'])).stdout).status, 'unchanged');
  assert.equal(statSync(place.path(file)).mtimeMs, before);
});

await inPlace('what has changed replaces the old dump and its record', async (place) => {
  server.answer = good(older, '"old"');
  await place.run([url]);
  server.answer = good(newer, '"new"');
  const result = await place.run([url, '--format', 'json', '--unchanged-status', '4']);
  assert.equal(result.status, 0);
  assert.equal(JSON.parse(result.stdout).status, 'new');
  assert.ok(newer.equals(place.bytes(file)));
  assert.deepEqual([place.json(record).etag, place.json(record).sha256], ['"new"', sha256(newer)]);
});

await inPlace('a dump that somebody changed, or whose record is broken, is fetched anew', async (place) => {
  server.answer = good(dump);
  await place.run([url]);
  place.write(file, 'mine');
  isNew(place, dump, await place.run([url]));
  place.write(record, '{"address": 1');
  assert.match((await place.run([url])).stdout, /^unchanged/);  // by its bytes
  assert.equal(place.json(record).etag, '"one"');
  assert.deepEqual(server.asked.map((one) => one['if-none-match']), [undefined, undefined, undefined]);
});

await inPlace('a server without ETags is compared by bytes', async (place) => {
  server.answer = good(dump, '');
  isNew(place, dump, await place.run([url]));
  assert.equal(place.json(record).etag, null);
  assert.match((await place.run([url])).stdout, /^unchanged/);
  assert.deepEqual(place.files(), [file, record]);
});

await inPlace('a transfer that breaks off goes on in the same run', async (place) => {
  server.answer = inTurn(good(newer, '"new"', { most: 30000 }), good(newer, '"new"'));
  isNew(place, newer, await place.run([url, '--retries', '1']));
  assert.deepEqual(server.asked.map((one) => [one.range, one['if-range']]), [
    [undefined, undefined], ['bytes=30000-', '"new"']]);
});

await keepsOld('without a retry, the next run goes on', async (place) => {
  server.answer = good(newer, '"new"', { most: 30000 });
  refuses(await place.run([url, '--retries', '0']), /the next run goes on behind the 30000 bytes that came/);
  assert.deepEqual(place.files(), [file, `${file}.part`, `${file}.part.json`, record]);
  const copy = new Place(program);  // this place has to stay as it was
  for (const name of place.files()) copyFileSync(place.path(name), copy.path(name));
  server.answer = good(newer, '"new"');
  const result = await copy.run([url, '--format', 'json']);
  assert.equal(JSON.parse(result.stdout).resumed_at, 30000);
  assert.ok(newer.equals(copy.bytes(file)));
  assert.deepEqual(copy.files(), [file, record]);
  copy.remove();
});

for (const [signal, how] of [['SIGKILL', 'killed'], ['SIGINT', 'stopped by Ctrl-C']])
  await keepsOld(`${how} in the middle, the old dump stays and the next run goes on`, async (place) => {
    server.answer = (request, response) => {
      response.writeHead(200, { ETag: '"new"', 'Content-Length': newer.length });
      response.write(newer.subarray(0, 40000));  // and no more
    };
    const run = place.start([url]);
    while (place.bytes(`${file}.part`)?.length !== 40000) await sleep(10);
    refuses(await place.run([url]), /another gapcalc fetch is at work on it/);
    run.child.kill(signal);
    const result = await run.ended;
    if (signal === 'SIGKILL') assert.equal(result.signal, signal);
    else refuses(result, /stopped; the next run goes on behind the 40000 bytes/);
    assert.equal(place.bytes(`${file}.part`).length, 40000);
    const copy = new Place(program);
    for (const name of place.files()) copyFileSync(place.path(name), copy.path(name));
    server.answer = good(newer, '"new"');
    isNew(copy, newer, await copy.run([url]));
    assert.equal(server.asked.at(-1).range, 'bytes=40000-');
    copy.remove();
  });

/** What an earlier run left that broke off. */
function leave(place, bytes, etag, from = url) {
  place.write(`${file}.part`, bytes);
  place.write(`${file}.part.json`, JSON.stringify({ address: from, etag }));
}

await inPlace('a server that does no ranges, or has a new file by now, sends all of it', async (place) => {
  for (const answer of [good(newer, '"new"', { ranges: false }), good(newer, '"newer"'), good(newer, 'W/"new"')]) {
    leave(place, newer.subarray(0, 30000), '"new"');
    server.answer = answer;
    isNew(place, newer, await place.run([url]));
    assert.equal(server.asked.at(-1).range, 'bytes=30000-');
    place.write(file, '');
  }
});

await inPlace('a part of another address, or of nobody knows what, is not gone on with', async (place) => {
  server.answer = good(newer, '"new"');
  for (const [etag, from] of [['"new"', `${url}?2`], ['W/"new"', url], ['"a\r\nX: b"', url], [7, url]]) {
    leave(place, newer.subarray(0, 30000), etag, from);
    isNew(place, newer, await place.run([url]));
    assert.equal(server.asked.at(-1).range, undefined);
    place.write(file, '');
  }
});

await inPlace('ranges that do not fit what is there make it start over', async (place) => {
  const rest = (headers, body) => fixed(206, { ETag: '"new"', 'Content-Length': body.length, ...headers }, body);
  const end = `${newer.length - 1}/${newer.length}`;
  for (const odd of [
    rest({ 'Content-Range': `bytes 5-${end}` }, newer.subarray(5)),
    rest({ 'Content-Range': `bytes 30000-${end}`, ETag: '"other"' }, newer.subarray(30000)),
    rest({}, newer.subarray(30000)),
    fixed(416),
  ]) {
    leave(place, newer.subarray(0, 30000), '"new"');
    server.answer = inTurn(odd, good(newer, '"new"'));
    isNew(place, newer, await place.run([url, '--retries', '0']));
    place.write(file, '');
  }
});

await inPlace('pieces that make no valid dump are fetched once more, in one piece', async (place) => {
  leave(place, Buffer.alloc(30000, 'P'), '"new"');
  server.answer = good(newer, '"new"');
  isNew(place, newer, await place.run([url]));
  assert.deepEqual(server.asked.map((one) => one.range), ['bytes=30000-', undefined]);
});

await keepsOld('what comes too slowly is given up', async (place) => {
  server.answer = (request, response) => {
    response.writeHead(200, { 'Content-Length': newer.length });
    const timer = setInterval(() => response.write('PK'), 200);
    response.on('close', () => clearInterval(timer));
  };
  refuses(await place.run([url, '--stall', '1', '--retries', '0']), /Operation too slow/);
  refuses(await place.run([url, '--timeout', '0.5']), /is not done within 0.5 seconds/);
  server.answer = () => {};  // not even a head
  refuses(await place.run([url, '--timeout', '0.5']), /is not done within 0.5 seconds/);
  assert.deepEqual(place.files(), [file, record]);
});

await keepsOld('what is too large is refused, whether it says so or not', async (place) => {
  server.answer = good(newer, '"new"');
  const limit = ['--max-size', '0.05'];
  refuses(await place.run([url, ...limit]), /is larger than 52429 bytes/);
  server.answer = (request, response) => {
    response.writeHead(200);
    const more = () => { while (!response.destroyed && response.write('PK'.repeat(10000))); };
    response.on('drain', more);
    more();
  };
  refuses(await place.run([url, ...limit]), /is larger than 52429 bytes/);
  assert.deepEqual(place.files(), [file, record]);
});

await keepsOld('what is no valid dump is refused', async (place) => {
  const page = '<!DOCTYPE html><p>Sign in</p>';
  const flipped = readFileSync(join(fixtures, 'broken/flipped.zip'));
  for (const [answer, pattern] of [
    [fixed(200, { 'Content-Type': 'text/html' }, page), /sends text\/html, not a zip archive/],
    [fixed(200, {}, ''), /sends nothing/],
    [good(readFileSync(join(fixtures, 'broken/other.zip'))), /is a zip archive, but no hub dump.*no file was replaced/],
    [good(flipped), /usable hub dump.*damaged/],
    [(request, response) => response.writeHead(200).end(newer.subarray(0, 30000)), /usable hub dump.*zip/],  // no length
  ]) {
    server.answer = answer;
    refuses(await place.run([url]), pattern);
    assert.deepEqual(place.files(), [file, record]);
  }
});

await keepsOld('errors that stay are told at once', async (place) => {
  for (const status of [403, 404, 410]) {
    server.answer = fixed(status, {}, 'no');
    refuses(await place.run([url]), new RegExp(`answers with status ${status}; check the address`));
  }
  assert.equal(server.asked.length, 3);
  const gone = await serve();
  gone.close();
  refuses(await place.run([gone.url, '--retries', '0']), /connect/i);
});

await inPlace('errors that may pass are tried again', async (place) => {
  server.answer = inTurn(fixed(503), good(dump));
  isNew(place, dump, await place.run([url]));
  server.answer = fixed(429, { 'Retry-After': '900' });
  refuses(await place.run([url]), /status 429; 300 seconds leave no time for another try/);
  server.answer = fixed(500);
  refuses(await place.run([url, '--retries', '1']), /status 500, at the last of 2 tries/);
});

await inPlace('redirects are followed on this machine, and recorded', async (place) => {
  server.answer = (request, response) => request.url === '/dump.zip'
    ? fixed(302, { Location: '/there.zip' }, 'moved')(request, response) : good(dump)(request, response);
  isNew(place, dump, await place.run([url]));
  assert.equal(place.json(record).final_address, url.replace('dump', 'there'));
  assert.match((await place.run([url])).stdout, /^unchanged/);
});

await keepsOld('redirects to anything but https are refused, and so are circles', async (place) => {
  for (const [to, pattern] of [
    ['http://example.com/dump.zip', /redirects to http:\/\/example.com\/dump.zip, which would go over the network/],
    ['ftp://127.0.0.1/dump.zip', /which is not https/],
    ['file:///etc/passwd', /redirects to file:.*, which is no address/],
    ['https://user@127.0.0.1/', /which is no address/],
    ['/dump.zip', /is behind more than 5 redirects/],
  ]) {
    server.answer = fixed(302, { Location: to });
    refuses(await place.run([url]), pattern);
  }
  server.answer = fixed(302);
  refuses(await place.run([url]), /redirects, with status 302, but to no address/);
});

await inPlace('addresses that are not https are a wrong call, and nothing is asked', async (place) => {
  for (const address of ['http://example.com/x.zip', 'ftp://example.com/x.zip', 'example.com/x.zip', '/etc/passwd',
    'https://me:secret@example.com/', 'http://127.0.0.1@example.com/', 'http://localhost.example.com/',
    'http://2130706433/', 'https://exa mple.com/', '']) {
    refuses(await place.run([address]), /give an https address/, 2);
  }
  for (const wrong of [['--retries', '-1'], ['--max-size', '0'], ['--timeout', '0'], ['--stall', '0'],
    ['--unchanged-status', '3'], ['-o', '-']])
    assert.equal((await place.run([url, ...wrong])).status, 2);
  assert.deepEqual(place.files(), []);
});

await inPlace('only a file can be kept up to date, and a link stays one', async (place) => {
  server.answer = good(dump);
  for (const path of ['.', '/dev/null', 'nowhere/x.zip']) refuses(await place.run([url, '-o', path]), /folder|no regular|cannot be written/);
  mkdirSync(place.path('real'));
  place.write('real/dump.zip', '');
  symlinkSync('real/dump.zip', place.path(file));
  assert.equal((await place.run([url])).status, 0);
  assert.ok(lstatSync(place.path(file)).isSymbolicLink());
  assert.ok(dump.equals(readFileSync(place.path('real/dump.zip'))));
});

await inPlace('plain http to this machine takes no proxy; https does', async (place) => {
  const connects = [];
  const proxy = createProxy();
  proxy.on('connect', (request, socket) => {
    connects.push(request.url);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  proxy.on('request', (request, response) => response.writeHead(500).end());
  proxy.listen(0, '127.0.0.1');
  await sleep(50);
  const environment = { http_proxy: `http://127.0.0.1:${proxy.address().port}`,
    https_proxy: `http://127.0.0.1:${proxy.address().port}` };
  server.answer = good(dump);
  isNew(place, dump, await place.run([url], environment));
  assert.deepEqual(connects, []);
  const result = await place.run(['https://dumps.example/x.zip', '--retries', '0'], environment);
  refuses(result, /403/);
  assert.deepEqual(connects, ['dumps.example:443']);
  proxy.close();
});

await inPlace('a certificate must be trusted and fit, and https is not left', async (place) => {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
    '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
    '-keyout', place.path('key'), '-out', place.path('cert')], { stdio: 'ignore' });
  const secure = await serve(createServer({ key: place.bytes('key'), cert: place.bytes('cert') }));
  const address = `https://localhost:${secure.port}/dump.zip`;
  const trusted = { CURL_CA_BUNDLE: place.path('cert') };
  secure.answer = good(dump);
  refuses(await place.run([address]), /certificate/);
  refuses(await place.run([address.replace('localhost', '127.0.0.1')], trusted), /certificate|127.0.0.1/);
  assert.equal(secure.asked.length, 0);
  assert.equal((await place.run([address], trusted)).status, 0);
  assert.equal((await place.run([address], { SSL_CERT_FILE: place.path('cert') })).status, 0);
  secure.answer = fixed(302, { Location: url });
  refuses(await place.run([address], trusted), /redirects to http:.*, which leaves https/);
  server.answer = fixed(302, { Location: address });
  secure.answer = good(newer, '"new"');
  assert.equal((await place.run([url], trusted)).status, 0);
  assert.equal(place.json(record).final_address, address);
  secure.close();
});

await inPlace('without its component, fetch says so', async (place) => {
  copyFileSync(program, place.path('gapcalc'));
  const alone = new Place(place.path('gapcalc'));
  refuses(await alone.run([url]), /fetch needs libcurl, but the component gapcalc_fetch.so is missing/);
  alone.remove();
});

server.close();
