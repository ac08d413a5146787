import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/desk.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startWaiting } from './drafts/waiting';
import { startWords } from './words/words';

const place = document.getElementById('root');
if (!place) throw new Error('The page has no place for the console.');
await Promise.all([startWords(), startWaiting()]);
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
