import type { Command, CommandId, CommandsGiven, DeviceId, UserId } from '@fieldsync/protocol';
import type { Actor } from '../accounts/actor.ts';
import type { CommandBook, Order } from '../fleet-ports.ts';
import type { KnownDevice } from '../office-ports.ts';
import type { Clock, MintId } from './clock.ts';
import { isoTime } from './clock.ts';
import type { EventBus } from './event-bus.ts';

/** A command before it has an id: what is asked of the device. */
export type Wish =
  | { readonly kind: 'start' | 'resume' | 'pause' }
  | { readonly kind: 'settings'; readonly settings: Extract<Command, { kind: 'settings' }>['settings'] };

export interface RemoteCommandsParts {
  readonly commands: CommandBook;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly mintId: MintId;
}

/** What a person asks of a device that is somewhere else: it waits until the device says that it is done. */
export class RemoteCommands {
  private readonly parts: RemoteCommandsParts;

  constructor(parts: RemoteCommandsParts) {
    this.parts = parts;
  }

  /** Asks one device. Undefined: it is nobody's any more. */
  async give(actor: Actor, { id }: KnownDevice, wish: Wish): Promise<Command | undefined> {
    const owner = (await this.parts.commands.owners([id])).get(id);
    if (owner === undefined) return undefined;
    const order = this.order(actor, wish, id, owner);
    await this.send(actor, [order]);
    return order.command;
  }

  /** Asks several; those that were never heard of, or are nobody's any more, are named. */
  async giveAll(actor: Actor, devices: readonly DeviceId[], wish: Wish): Promise<CommandsGiven> {
    const wanted = [...new Set(devices)];
    const owners = await this.parts.commands.owners(wanted);
    const orders = wanted.flatMap((device) => {
      const owner = owners.get(device);
      return owner === undefined ? [] : [this.order(actor, wish, device, owner)];
    });
    if (orders.length > 0) await this.send(actor, orders);
    return {
      given: orders.map(({ device, command: { id } }) => ({ device, id })),
      unknown: wanted.filter((device) => !owners.has(device)),
    };
  }

  private order(actor: Actor, wish: Wish, device: DeviceId, owner: UserId): Order {
    return { device, owner, command: commandOf(this.parts.mintId() as CommandId, actor, wish) };
  }

  /** Kept first: what nobody hears of now is delivered with the device's next exchange. */
  private async send(actor: Actor, orders: readonly Order[]): Promise<void> {
    const { commands, bus, clock } = this.parts;
    await commands.give(orders, { by: actor, at: isoTime(clock()) });
    for (const { device, owner, command } of orders) {
      bus.publish({ kind: 'command', userId: owner, deviceId: device, command });
      bus.publish({ kind: 'device', deviceId: device });
    }
  }
}

function commandOf(id: CommandId, actor: Actor, wish: Wish): Command {
  switch (wish.kind) {
    case 'pause':
      return { id, kind: 'pause', by: actor.name };
    case 'settings':
      return { id, kind: 'settings', settings: wish.settings };
    case 'start':
    case 'resume':
      return { id, kind: wish.kind };
  }
}
