import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { describe, type Field, type FormDescription, type Outcome, send, solve } from '../form';
import { useLanguage } from '../language';
import { useLoaded } from '../useLoaded';

/** Fields that this front end draws; the host has more, none of them required. */
const DRAWN = ['name', 'company', 'email', 'phone', 'wechat', 'message'];

/** The form as the host describes it: fields, rules, wordings of consent and puzzle. */
export function Contact({ title }: { title?: string }) {
  const { lang } = useLanguage();
  const product = useSearchParams()[0].get('product');
  const { value: form } = useLoaded(`${lang} ${product}`, (signal) => describe(lang, product, signal));
  return (
    <section>
      <h2>{title ?? form?.title}</h2>
      {form && <Form key={form.challenge.token} form={form} product={product} />}
    </section>
  );
}

function Form({ form, product }: { form: FormDescription; product: string | null }) {
  const { lang } = useLanguage();
  const [outcome, setOutcome] = useState<Outcome>();
  const [sending, setSending] = useState(false);
  const solution = useRef<Promise<string>>(undefined);
  const key = useRef(crypto.randomUUID?.() ?? String(Math.random()));
  useEffect(() => {
    solution.current = solve(form.challenge);
    solution.current.catch(() => {}); // the message is then read by a person first
  }, [form]);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setSending(true);
    const values = new FormData(event.currentTarget);
    const filled = [...DRAWN, form.honeypot.name]
      .map((name) => [name, String(values.get(name) ?? '').trim()] as const)
      .filter(([, value]) => value !== '');
    const solved = await solution.current?.catch(() => undefined);
    setOutcome(
      await send(
        {
          locale: lang,
          ...Object.fromEntries(filled),
          ...(product && { productOfInterest: [product] }),
          consents: form.consents
            .filter((consent) => values.has(consent.name))
            .map(({ purpose, version }) => ({ purpose, version, given: true })),
          token: form.challenge.token,
          ...(solved && { solution: solved, script: true }),
        },
        key.current,
      ).catch((error: Error) => ({ errors: { '': error.message } })),
    );
    setSending(false);
  }

  if (outcome && 'receipt' in outcome) {
    return <p role="status">{outcome.message}</p>;
  }
  const errors = outcome?.errors ?? {};
  return (
    <form onSubmit={submit} noValidate>
      {Object.keys(errors).length > 0 && <p role="alert">{Object.values(errors).join(' ')}</p>}
      {form.fields
        .filter((field) => DRAWN.includes(field.name))
        .map((field) => (
          <Input key={field.name} field={field} error={errors[field.name]} />
        ))}
      <div aria-hidden="true" className="unseen">
        <label>
          {form.honeypot.label}
          <input name={form.honeypot.name} autoComplete="off" tabIndex={-1} />
        </label>
      </div>
      {form.consents.map((consent) => (
        <label key={consent.name} className="consent">
          <input type="checkbox" name={consent.name} required={consent.required} />
          {consent.text}
        </label>
      ))}
      <button disabled={sending}>{form.submit}</button>
    </form>
  );
}

function Input({ field, error }: { field: Field; error?: string }) {
  const Element = field.type === 'textarea' ? 'textarea' : 'input';
  const type = field.type === 'email' || field.type === 'tel' ? field.type : undefined;
  return (
    <label>
      {field.label}
      <Element
        name={field.name}
        type={type as never}
        required={field.required}
        autoComplete={field.autocomplete}
        aria-invalid={error !== undefined}
      />
      {(error ?? field.hint) && <span className="note">{error ?? field.hint}</span>}
    </label>
  );
}
