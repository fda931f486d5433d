import { describe, expect, it } from 'vitest';
import { WALK_LIMITS } from './walk-limits.ts';
import { WalkMemory } from './walk-memory.ts';

describe('[X4] the memory of a walk', () => {
  it('has one spare place for whatever comes after its last node', () => {
    const memory = new WalkMemory();
    for (let count = 0; count < WALK_LIMITS.nodes + 10; count += 1) memory.child(memory.root, `key${count}`);
    expect(memory.nodes).toHaveLength(WALK_LIMITS.nodes);
    expect(memory.root.children.size).toBe(WALK_LIMITS.nodes - 2);
    expect(memory.child(memory.root, 'late')).toBe(memory.keyNode);
    expect(memory.item(memory.child(memory.root, 'key0'))).toBe(memory.keyNode);
  });

  it('remembers no long text, and no more texts than its limits', () => {
    const memory = new WalkMemory();
    memory.addEntry(memory.root, 'x'.repeat(WALK_LIMITS.entryText + 1));
    expect(memory.root.entries).toHaveLength(0);
    for (let count = 0; count < WALK_LIMITS.entries + 10; count += 1) {
      const node = memory.child(memory.root, `key${count % 100}`);
      memory.addEntry(node, `text${count}`);
    }
    const kept = memory.nodes.map((node) => node.entries.length);
    expect(Math.max(...kept)).toBe(Math.floor(WALK_LIMITS.entries / 100) + 1);
    expect(kept.reduce((sum, length) => sum + length, 0)).toBe(WALK_LIMITS.entries);
    for (let count = 0; count < WALK_LIMITS.entriesPerNode; count += 1)
      memory.addEntry(memory.keyNode, `${count}`);
    expect(memory.keyNode.entries).toHaveLength(0);
  });

  it('remembers no more pairs of keys than its limit, and goes on changing those', () => {
    const memory = new WalkMemory();
    for (let count = 0; count < WALK_LIMITS.followers + 10; count += 1) memory.follow(memory.root, count, 1);
    expect(memory.root.followers.size).toBe(WALK_LIMITS.followers);
    memory.follow(memory.root, 0, 2);
    expect(memory.root.followers.get(0)).toBe(2);
  });

  it('goes its own way once it is copied', () => {
    const memory = new WalkMemory();
    memory.addEntry(memory.child(memory.root, 'a'), 'text');
    const copy = new WalkMemory(memory);
    copy.addEntry(copy.child(copy.root, 'a'), 'more');
    copy.child(copy.root, 'b');
    copy.addKey('b');
    expect(memory.child(memory.root, 'a').entries).toEqual(['text']);
    expect([memory.nodes.length, copy.nodes.length, memory.keys.length]).toEqual([3, 4, 0]);
  });
});
