/** The router's pattern `/a/:id` as routes are declared by: `/a/[id]`. */
export function declaredPath(route: string): string {
  return route.replace(/:(\w+)/g, "[$1]");
}
