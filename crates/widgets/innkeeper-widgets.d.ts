// Types of Innkeeper's elements, for pages that are written in TypeScript.

export interface EnquiryValues {
  name?: string;
  email?: string;
  phone?: string;
  /** A day, `2027-06-12`. */
  arrive?: string;
  /** A later day. */
  leave?: string;
  message?: string;
}

/** `values` is there only where the element has the attribute `data-expose`. */
export interface EnquiryDetail {
  values?: EnquiryValues;
}

export interface InnkeeperEnquiry extends HTMLElement {
  /** Opens a closed form and goes to its first field. */
  open(): void;
  /** Leaves a button in the place of the form. */
  close(): void;
  /** Empties the form. */
  reset(): void;
  /** Fills fields in. */
  prefill(values: EnquiryValues): void;
  /** Ticks or clears the box as the visitor has answered elsewhere on the page. */
  setConsent(given: { marketing: boolean }): void;
}

export interface InnkeeperEvents {
  "innkeeper:ready": CustomEvent<Record<string, never>>;
  "innkeeper:open": CustomEvent<Record<string, never>>;
  "innkeeper:change": CustomEvent<EnquiryDetail & { field: keyof EnquiryValues | "consent" }>;
  /** `fields`: names with blanks between them. */
  "innkeeper:invalid": CustomEvent<EnquiryDetail & { fields: string }>;
  /** Cancelable where the form stands in the page itself. */
  "innkeeper:submit": CustomEvent<EnquiryDetail>;
  "innkeeper:success": CustomEvent<EnquiryDetail>;
  "innkeeper:error": CustomEvent<EnquiryDetail & { reason: "offline" | "later" | "refused" }>;
}

/** What a page asks before the loader is there: `window.innkeeper = [["prefill", { name: "…" }]]`. */
export type InnkeeperCall = ["open" | "close" | "reset"] | ["prefill", EnquiryValues] | ["setConsent", { marketing: boolean }];

declare global {
  interface HTMLElementTagNameMap {
    "innkeeper-enquiry": InnkeeperEnquiry;
  }
  interface HTMLElementEventMap extends InnkeeperEvents {}
  interface DocumentEventMap extends InnkeeperEvents {}
  interface Window {
    innkeeper?: InnkeeperCall[] | { push(call: InnkeeperCall): void };
  }
}
