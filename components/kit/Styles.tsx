import { asset, Head } from "fresh/runtime";

/** The styles of a page beside those that every page has, in this order. */
export function Styles({ names }: { names: string[] }) {
  return (
    <Head>
      {names.map((name) => (
        <link key={name} rel="stylesheet" href={asset(`/${name}.css`)} />
      ))}
    </Head>
  );
}
