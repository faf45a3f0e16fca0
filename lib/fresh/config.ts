/** What `new App()` accepts. Fresh's `basePath` is left out: this app is served from the root. */
export interface FreshConfig {
  mode?: "development" | "production";
  /**
   * Whether `X-Forwarded-Proto` and `X-Forwarded-Host` decide `ctx.url`. Only behind a proxy that sets
   * them itself, as anybody else can forge them.
   */
  trustProxy?: boolean;
}

export interface ResolvedFreshConfig {
  root: string;
  basePath: string;
  mode: "development" | "production";
  trustProxy: boolean;
}

export interface LayoutConfig {
  skipInheritedLayouts?: boolean;
  skipAppWrapper?: boolean;
}

export interface RouteConfig {
  skipInheritedLayouts?: boolean;
  skipAppWrapper?: boolean;
}
