/** The editor's side of the page: one typed door for messages and for what survives a reload. */

import type { FromPage, ToPage } from "../messages";

/** Provided by VS Code inside of a webview, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  setState(state: Kept): void;
};

/** What a window reload finds the preview by. */
interface Kept {
  readonly id?: string;
}

export interface Host {
  post(message: FromPage): void;
  keep(state: Kept): void;
  listen(receive: (message: ToPage) => void): void;
}

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    keep: (state) => api.setState(state),
    listen: (receive) => window.addEventListener("message", (event: MessageEvent<ToPage>) => receive(event.data)),
  };
}
