import { compose, type Middleware } from "./middleware.ts";
import { type Method, METHODS, Router } from "./router.ts";
import { Segment } from "./segments.ts";

/** Everything an app has registered: what answers which path, and what stands before it. */
export class RouteTable<State> {
  readonly root = new Segment<State>();
  readonly router = new Router<Middleware<State>>();

  /**
   * @param directory the segment whose middlewares, layouts and error page apply
   * @param method one method, or `ALL`
   */
  add(
    directory: string,
    method: Method | "ALL",
    pattern: string,
    steps: Middleware<State>[],
  ): void {
    const handler = compose([...this.root.at(directory).chain(), ...steps]);
    const methods = method === "ALL" ? METHODS : [method];
    for (const each of methods) this.router.add(each, pattern, handler);
  }

  /** What a request passes through that no route answers. */
  rootHandler(): Middleware<State> {
    return compose(this.root.chain());
  }
}
