import { Alert, createTheme, type CSSVariablesResolver } from '@mantine/core';

/** A notice in the desk's own tones, which are measured; Mantine's light variants are too pale in one look or the other. */
const TONES: Readonly<Record<string, string>> = { red: 'late', yellow: 'soon', orange: 'soon', green: 'fine', gray: 'paused' };
const notice = Alert.extend({
  vars: (_theme, { color = '' }) => {
    const tone = TONES[color] ?? 'paused';
    return {
      root: {
        '--alert-bg': `var(--desk-${tone}-soft)`,
        '--alert-color': `var(--desk-${tone})`,
        '--alert-bd': `1px solid var(--desk-${tone === 'paused' ? 'line' : tone})`,
      },
    };
  },
});

/** Measured against WCAG 2.2: text 4.5:1, borders and icons 3:1, on white and on the dark background. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 9, dark: 7 },
  colors: {
    teal: ['#e3f9f9', '#cdeff0', '#a0dee0', '#6fccd0', '#48bdc2', '#2fb3b9', '#1eaeb5', '#0a7f86', '#0b6b74', '#075e66'],
  },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Helvetica Neue", Arial, sans-serif',
  fontSizes: { md: '0.9375rem' },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } } },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  // the head of a dialog is no second banner of the page
  components: { Alert: notice, Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } } },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#495057',
    '--mantine-color-placeholder': '#5c636a',
    '--mantine-color-error': '#c92a2a',
    '--desk-border': '#868e96',
    '--desk-line': '#dee2e6',
    '--desk-late': '#c92a2a',
    '--desk-late-soft': '#fff0f0',
    '--desk-soon': '#a33b00',
    '--desk-soon-soft': '#fff4e6',
    '--desk-fine': '#087f5b',
    '--desk-fine-soft': '#e6fcf5',
    '--desk-paused': '#495057',
    '--desk-paused-soft': '#f1f3f5',
    '--desk-surface': '#ffffff',
    '--desk-ground': '#f6f8f9',
    '--desk-hover': '#eef6f7',
  },
  dark: {
    '--mantine-color-text': '#eceff1',
    '--mantine-color-body': '#1f2226',
    '--mantine-color-dimmed': '#b4bcc4',
    '--mantine-color-placeholder': '#adb5bd',
    '--mantine-color-error': '#ff8787',
    '--desk-border': '#868e96',
    '--desk-line': '#3b3f45',
    '--desk-late': '#ff8787',
    '--desk-late-soft': '#3b1d1f',
    '--desk-soon': '#ffb366',
    '--desk-soon-soft': '#3a2a17',
    '--desk-fine': '#63e6be',
    '--desk-fine-soft': '#12332a',
    '--desk-paused': '#b4bcc4',
    '--desk-paused-soft': '#2e3236',
    '--desk-surface': '#1f2226',
    '--desk-ground': '#16181b',
    '--desk-hover': '#22353a',
  },
});
