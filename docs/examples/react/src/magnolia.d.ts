/** The editor's package comes without types; these are the parts in use. */
declare module '@magnolia/react-editor' {
  import type { ComponentType, ReactNode } from 'react';

  export const EditablePage: ComponentType<{
    content: object;
    templateAnnotations?: Record<string, string>;
    config: { componentMappings: Record<string, ComponentType<any>> };
    children?: ReactNode;
  }>;

  export const EditableArea: ComponentType<{ content?: object; className?: string; elementType?: string }>;
}
