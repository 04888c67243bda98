import type { Locale } from './heliograph';
import { get } from './api';

interface Choice {
  value: string;
  label: string;
}

/** A field as the host wants it drawn. */
export interface Field {
  name: string;
  label: string;
  hint?: string;
  type: 'text' | 'email' | 'tel' | 'textarea' | 'select' | 'country' | 'references' | 'quantity';
  required: boolean;
  autocomplete: string;
  options?: Choice[];
}

/** How the host wants its form drawn. */
export interface FormDescription {
  title: string;
  submit: string;
  fields: Field[];
  atLeastOne: { of: string[]; message: string };
  consents: { purpose: string; name: string; version: string; text: string; required: boolean }[];
  honeypot: { name: string; label: string; style: string };
  challenge: { token: string; nonce: string; puzzles: number; bits: number; solver: string };
}

/** What became of a message. */
export type Outcome = { receipt: string; message: string } | { errors: Record<string, string> };

declare global {
  interface Window {
    heliographSolve?: (challenge: FormDescription['challenge']) => Promise<string>;
  }
}

export function describe(lang: Locale, product: string | null, signal: AbortSignal): Promise<FormDescription> {
  return get('messages/v1/form', { lang, ...(product && { productOfInterest: product }) }, signal);
}

/** Solves the puzzle that keeps programs away; it takes well below a second. */
export async function solve(challenge: FormDescription['challenge']): Promise<string> {
  if (!window.heliographSolve) {
    await new Promise((loaded, failed) => {
      const script = document.createElement('script');
      script.src = `/.rest/messages/v1/${challenge.solver}`;
      script.onload = loaded;
      script.onerror = failed;
      document.head.append(script);
    });
  }
  return window.heliographSolve!(challenge);
}

/** @param key the same for each try to send one message, so that it arrives once */
export async function send(message: object, key: string): Promise<Outcome> {
  const response = await fetch('/.rest/messages/v1', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(message),
  });
  const answer = await response.json();
  if (response.ok) {
    return answer;
  }
  const errors: { field: string; message: string }[] = answer.errors ?? [{ field: '', message: answer.title }];
  return { errors: Object.fromEntries(errors.map((error) => [error.field, error.message])) };
}
