import type { LayoutConfig } from "./config.ts";
import { setWrappers, wrappersOf } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type { Middleware } from "./middleware.ts";
import { renderRoute, type Route } from "./route.ts";
import type { RouteComponent } from "./route_component.ts";

export interface Layout<State> {
  component: RouteComponent<State>;
  config: LayoutConfig;
}

/** One part of a path with what applies to it and everything below. */
export class Segment<State> {
  app: RouteComponent<State> | null = null;
  layout: Layout<State> | null = null;
  errorRoute: Route<State> | null = null;
  middlewares: Middleware<State>[] = [];
  #parent: Segment<State> | null;
  #children = new Map<string, Segment<State>>();

  constructor(parent: Segment<State> | null = null) {
    this.#parent = parent;
  }

  /** The segment of a directory such as `/:lang/harbor`, made when it is new. `/` and `*` are this one. */
  at(path: string): Segment<State> {
    const names = path.split("/").filter((name) => name !== "" && name !== "*");
    return names.reduce<Segment<State>>((segment, name) => {
      return segment.#child(name);
    }, this);
  }

  #child(name: string): Segment<State> {
    const known = this.#children.get(name);
    if (known !== undefined) return known;
    const child = new Segment(this);
    this.#children.set(name, child);
    return child;
  }

  /** The steps from the root down to here. Steps that are registered later do not count. */
  chain(): Middleware<State>[] {
    const inherited = this.#parent?.chain() ?? [];
    return [...inherited, ...this.#wrapper(), ...this.middlewares];
  }

  /** One step, or none where nothing is put around what is below. */
  #wrapper(): Middleware<State>[] {
    const { app, layout, errorRoute } = this;
    if (app === null && layout === null && errorRoute === null) return [];
    return [async (ctx) => {
      const inherited = wrappersOf(ctx);
      setWrappers(ctx, {
        app: layout?.config.skipAppWrapper ? null : app ?? inherited.app,
        layouts: [
          ...layout?.config.skipInheritedLayouts ? [] : inherited.layouts,
          ...layout ? [layout.component] : [],
        ],
      });
      try {
        return await ctx.next();
      } catch (error) {
        if (errorRoute === null) throw error;
        const status = error instanceof HttpError ? error.status : 500;
        return await renderRoute(ctx, errorRoute, status);
      }
    }];
  }
}
