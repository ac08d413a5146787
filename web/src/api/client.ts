import createClient, { type Middleware } from 'openapi-fetch';
import createQueryHooks from 'openapi-react-query';
import { sessionEnded } from '../shell/session';
import { lineLost, lineFound } from '../live/line';
import type { components, paths } from './schema.gen';

/** The shapes of the API by name: `View<'TicketView'>`. Made from /openapi.json by `npm run web:types`. */
export type View<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Asked with a body, but nothing is written. */
const ASKS = /\/(preview|try|dry-run|match)$/;
const QUIET = ['/api/v1/sessions', '/api/v1/me'];

/** Every write carries a key, so that sending it twice does it once. A form that may be sent again brings its own (see `useCommandKey`). */
let leaving = false;
window.addEventListener('pagehide', () => {
  leaving = true;
});
window.addEventListener('pageshow', () => {
  leaving = false;
});

const everyCall: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && !ASKS.test(request.url) && !request.headers.has('Idempotency-Key'))
      request.headers.set('Idempotency-Key', crypto.randomUUID());
    return leaving ? new Request(request, { keepalive: true }) : request;
  },
  onResponse({ response, schemaPath }) {
    // a proxy in front of a desk that is away: that is no answer of the desk's
    if (!response.ok && !(response.headers.get('content-type') ?? '').includes('json')) {
      lineLost();
      throw new TypeError(`No answer of the desk (${String(response.status)}).`);
    }
    lineFound();
    if (response.status === 401 && !QUIET.includes(schemaPath)) sessionEnded();
    return undefined;
  },
  onError({ error }) {
    if (error instanceof TypeError) lineLost();
    return undefined;
  },
};

/** The desk's API. `api` for single calls; `desk` for hooks (`desk.useQuery('get', '/api/v1/tickets', …)`, `desk.useMutation(…)`). */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });
api.use(everyCall);
export const desk = createQueryHooks(api);
