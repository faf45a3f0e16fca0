export interface SecurityOptions {
  /** The nonce of the page's own scripts and styles. */
  nonce?: string;
  /** Whether the request came by https, according to the connection or a trusted proxy. */
  https: boolean;
  /** Lets the development server's live reload and error overlay work. */
  dev: boolean;
}

/** 365 days: the least that browsers' preload lists ask for. */
const HSTS = "max-age=31536000";

/** The headers that every answer bears, as the OWASP Secure Headers Project has them. */
export function securityHeaders(
  { nonce, https, dev }: SecurityOptions,
): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(nonce, dev),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    ...(https && { "strict-transport-security": HSTS }),
  };
}

function contentSecurityPolicy(nonce: string | undefined, dev: boolean) {
  const own = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src ${own}`,
    `style-src ${own}`,
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws: wss:" : ""}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    // Only files may be framed, and those are sandboxed.
    "frame-src 'self'",
    `frame-ancestors ${dev ? "'self'" : "'none'"}`,
  ].join("; ");
}
