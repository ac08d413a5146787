import { randomUUID } from 'node:crypto';
import { answering } from '../answering';
import { requestText, Wire } from '../wire';

/** Whoever asks: a bounded number of requests over connections that stay open, each next one when the one before was answered. */

export interface Load {
  port: number;
  method: 'GET' | 'POST';
  path: string;
  /** One address a request, in this order; then `path` is not looked at. */
  paths?: readonly string[];
  headers: Record<string, string>;
  connections: number;
  count: number;
  /** The number of the first complaint; each following one is somebody else's. Left out for requests without a body. */
  complaintsFrom?: number;
  /** Goes along with every request where nobody complains. */
  body?: object;
  expect: number;
}

export interface Loaded {
  wallMs: number;
  latenciesMs: number[];
}

async function run(load: Load): Promise<Loaded> {
  const wires = await Promise.all(Array.from({ length: load.connections }, () => Wire.open(load.port)));
  const latenciesMs: number[] = [];
  let next = 0;
  const begun = performance.now();
  const one = async (wire: Wire): Promise<void> => {
    while (next < load.count) {
      const request = requestOf(load, next);
      next += 1;
      const sent = performance.now();
      const { status, body } = await wire.send(request);
      latenciesMs.push(performance.now() - sent);
      if (status !== load.expect) throw new Error(`${load.method} ${load.path} answered ${String(status)}: ${body}`);
    }
  };
  try {
    await Promise.all(wires.map(one));
  } finally {
    for (const wire of wires) wire.close();
  }
  return { wallMs: performance.now() - begun, latenciesMs };
}

function requestOf({ port, method, paths, headers, complaintsFrom, body: given, ...load }: Load, index: number): string {
  const path = paths?.[index] ?? load.path;
  if (complaintsFrom === undefined && given === undefined) return requestText(method, port, path, headers);
  const body = JSON.stringify(given ?? complaint((complaintsFrom ?? 0) + index));
  return requestText(method, port, path, { ...headers, 'idempotency-key': randomUUID() }, body);
}

/** A telephone complaint of a customer nobody knows yet. */
export function complaint(number: number): object {
  return {
    channel: 'phone',
    text: `The brakes squeal since your repair, and nobody called me back as promised. This is matter ${String(number)}.`,
    touchPoint: 'service_support',
    customer: { name: `Ann Lee ${String(number)}`, phone: `+1212${String(2_000_000 + number)}` },
  };
}

answering({ start: () => null, run });
