import createClient, { type Middleware } from 'openapi-fetch';
import createQueryHooks from 'openapi-react-query';
import { sessionEnded } from '../shell/session';
import { lineLost, lineFound } from '../live/line';
import { commandKeys } from './command-keys.rules';
import type { components, paths } from './schema.gen';

/** The shapes of the API by name: `View<'TicketView'>`. Made from /openapi.json by `npm run web:types`. */
export type View<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Asked with a body, but nothing is written. */
const ASKS = /\/(preview|try|dry-run|match)$/;
const QUIET = ['/api/v1/sessions', '/api/v1/me'];

const KEY = 'Idempotency-Key';
const keys = commandKeys(() => crypto.randomUUID());
/** The writes under way that brought no key of their own, by call. */
const writes = new Map<string, string>();

let leaving = false;
window.addEventListener('pagehide', () => {
  leaving = true;
});
window.addEventListener('pageshow', () => {
  leaving = false;
});

/** Every write carries a key, so that sending it twice does it once. A form that may be sent again brings its own (see `useCommandKey`). */
async function withKey(request: Request, id: string): Promise<void> {
  const own = request.headers.get(KEY);
  // a page that is left reads no more bodies
  if (own !== null || leaving) {
    request.headers.set(KEY, own === null ? crypto.randomUUID() : keys.inPlaceOf(own));
    return;
  }
  const write = `${request.method} ${request.url} ${await request.clone().text()}`;
  writes.set(id, write);
  request.headers.set(KEY, keys.forWrite(write, performance.now()));
}

function settle(id: string, request: Request, isAnswered: boolean): void {
  const write = writes.get(id);
  if (write === undefined) return;
  writes.delete(id);
  if (isAnswered) keys.answered(write);
  else keys.lost(write, request.headers.get(KEY) ?? '', performance.now());
}

const everyCall: Middleware = {
  async onRequest({ request, id }) {
    if (request.method !== 'GET' && !ASKS.test(request.url)) await withKey(request, id);
    return leaving ? new Request(request, { keepalive: true }) : request;
  },
  onResponse({ request, response, schemaPath, id }) {
    const isDesk = response.ok || (response.headers.get('content-type') ?? '').includes('json');
    settle(id, request, isDesk && response.status < 500);
    // a proxy in front of a desk that is away: that is no answer of the desk's
    if (!isDesk) {
      lineLost();
      throw new TypeError(`No answer of the desk (${String(response.status)}).`);
    }
    lineFound();
    if (response.status === 422) keys.taken(request.headers.get(KEY) ?? '');
    if (response.status === 401 && !QUIET.includes(schemaPath)) sessionEnded();
    return undefined;
  },
  onError({ error, request, id }) {
    settle(id, request, false);
    if (error instanceof TypeError) lineLost();
    return undefined;
  },
};

/** The desk's API. `api` for single calls; `desk` for hooks (`desk.useQuery('get', '/api/v1/tickets', …)`, `desk.useMutation(…)`). */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });
api.use(everyCall);
export const desk = createQueryHooks(api);
