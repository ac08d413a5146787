import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/desk.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startWaiting } from './drafts/waiting';
import { startWords } from './words/words';

// dialogs stop the page behind them from scrolling by a style of their own (react-remove-scroll), which reads the nonce here
Object.assign(globalThis, { __webpack_nonce__: document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content });
const place = document.getElementById('root');
if (!place) throw new Error('The page has no place for the console.');
// the desk was renewed under an open page: its parts have other names now
window.addEventListener('vite:preloadError', () => window.location.reload());
await Promise.all([startWords(), startWaiting()]);
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
