/** Long lists: orders, windows, and what happens when the catalogue changes. */
import { expect, test, vi } from "vitest";

import { Shelf } from "./shelf";

function make(count: number) {
  let ids = Array.from({ length: count }, (_, index) => index + 1);
  const source = {
    order: vi.fn(() => Promise.resolve({ ids, first: ids.slice(0, 2).map((id) => ({ id, name: `first ${id}` })), letters: [{ letter: "A", index: 0 }] })),
    records: vi.fn((wanted: number[]) => Promise.resolve(wanted.map((id) => ({ id, name: `record ${id}` })))),
    idOf: ({ id }: { id: number; name: string }) => id,
  };
  return { source, shelf: new Shelf(source), reorder: (next: number[]) => (ids = next) };
}

test("the first records come with the order, others when they come into view", async () => {
  const { shelf, source } = make(500);
  expect(shelf.ids.value).toBeNull();
  await shelf.reload();
  expect([shelf.at(0)?.name, shelf.at(2), shelf.letters.value.length]).toEqual(["first 1", null, 1]);
  shelf.want(300, 310);
  await vi.waitFor(() => expect(shelf.at(305)?.name).toBe("record 306"));
  expect(source.records.mock.calls[0]?.[0]).toHaveLength(80);
  shelf.want(301, 311);
  shelf.want(0, 1);
  expect(source.records).toHaveBeenCalledTimes(2);
  expect(source.records.mock.calls[1]?.[0]).not.toContain(1);
});

test("after a change the order is another one, and what is in view is fetched anew", async () => {
  const { shelf, source, reorder } = make(10);
  await shelf.reload();
  shelf.want(0, 10);
  await vi.waitFor(() => expect(shelf.at(9)?.name).toBe("record 10"));
  reorder([10, 9, 8]);
  await shelf.reload();
  expect(shelf.ids.value).toEqual([10, 9, 8]);
  expect([shelf.at(0)?.name, shelf.at(2)?.name]).toEqual(["first 10", "record 8"]);
  expect(source.records.mock.calls.at(-1)?.[0]).toEqual([8]);
});

test("a failed answer is asked for again, a change from elsewhere is shown", async () => {
  const { shelf, source } = make(10);
  await shelf.reload();
  source.records.mockRejectedValueOnce(new Error("gone"));
  shelf.want(0, 10);
  await vi.waitFor(() => expect(source.records).toHaveBeenCalledTimes(1));
  await Promise.resolve();
  shelf.want(0, 10);
  await vi.waitFor(() => expect(shelf.at(5)).not.toBeNull());
  shelf.put(6, (record) => ({ ...record, name: "liked" }));
  shelf.put(99, () => ({ id: 99, name: "not here" }));
  expect(shelf.at(5)?.name).toBe("liked");
});
