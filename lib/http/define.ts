import { createDefine } from "fresh";
import type { Actor } from "../auth/actor.ts";
import type { Services } from "../services.ts";
import type { Account } from "./budget/account.ts";
import type { HarborView } from "../client/page/view.ts";

/** What the middlewares hand to every route. */
export interface State {
  services: Services;
  /** What the request makes the server hold. */
  account: Account;
  requestId: string;
  /** `null` when nobody is signed in, which only public routes can see. */
  actor: Actor | null;
  /** Throws where the actor is no longer who they were when the request began. */
  requireUnchanged?(): Promise<void>;
  /** Set below `/[lang]/harbor`: what the app bar and the page's islands share. */
  view?: HarborView;
}

export const define = createDefine<State>();
