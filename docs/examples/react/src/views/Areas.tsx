import { EditableArea } from '@magnolia/react-editor';
import type { AnyNode } from '../heliograph';
import type { ReactNode } from 'react';

interface Props {
  main?: AnyNode;
  footer?: AnyNode;
  /** What a page shows of its own, between its areas. */
  children?: ReactNode;
}

/** The areas that pages of the light module have. */
export function Areas({ main, footer, children }: Props) {
  return (
    <>
      {main && <EditableArea content={main} />}
      {children}
      {footer && <EditableArea content={footer} elementType="footer" />}
    </>
  );
}
