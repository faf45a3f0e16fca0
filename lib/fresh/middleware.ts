import { type Context, setWrappers, wrappersOf } from "./context.ts";

/** One step of a request: answers itself, or with what `ctx.next()` answers. */
export type Middleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** Makes one middleware of several. Layouts that a step adds are gone when it has ended. */
export function compose<State>(steps: Middleware<State>[]): Middleware<State> {
  return (ctx) => {
    const tail = ctx.next;

    async function run(index: number): Promise<Response> {
      if (index === steps.length) return await tail();
      const wrappers = wrappersOf(ctx);
      ctx.next = () => run(index + 1);
      try {
        return await steps[index](ctx);
      } catch (error) {
        ctx.error = error;
        throw error;
      } finally {
        setWrappers(ctx, wrappers);
      }
    }

    return run(0);
  };
}
