import assert from "node:assert/strict";
import { networkOf } from "../../lib/auth/network.ts";

Deno.test("addresses of IPv6 count by their first 64 bits, however they are written", () => {
  const network = networkOf("2001:db8:1:2::1");
  for (
    const same of [
      "2001:DB8:1:2:ffff:ffff:ffff:ffff",
      "2001:0db8:0001:0002:0000:0000:0000:0009",
      "2001:db8:1:2::192.0.2.1",
    ]
  ) {
    assert.equal(networkOf(same), network);
  }
  assert.notEqual(networkOf("2001:db8:1:3::1"), network);
  assert.equal(networkOf("fe80::1%eth0"), networkOf("fe80::2"));
  assert.equal(networkOf("::"), networkOf("::1"));
});

Deno.test("addresses of IPv4 count each by itself, also where IPv6 carries them", () => {
  assert.equal(networkOf("192.0.2.1"), "192.0.2.1");
  assert.notEqual(networkOf("::ffff:192.0.2.1"), networkOf("::ffff:192.0.2.2"));
  assert.equal(networkOf("::ffff:192.0.2.1"), networkOf("::ffff:c000:201"));
});

Deno.test("what is no address stands for itself", () => {
  for (const text of ["unknown", "", ":", "a:b", "]:["]) {
    assert.equal(networkOf(text), text);
  }
});
