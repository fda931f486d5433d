import type { Command, CommandId } from '@fieldsync/protocol';
import type { Actor } from '../accounts/actor.ts';
import type { CommandBook, KnownDevice } from '../office-ports.ts';
import type { AuditLog } from './audit.ts';
import type { Clock, MintId } from './clock.ts';
import { isoTime } from './clock.ts';
import type { EventBus } from './event-bus.ts';

/** A command before it has an id: what is asked of the device. */
export type Wish =
  | { readonly kind: 'start' | 'resume' | 'pause' }
  | { readonly kind: 'settings'; readonly settings: Extract<Command, { kind: 'settings' }>['settings'] };

export interface RemoteCommandsParts {
  readonly commands: CommandBook;
  readonly audit: AuditLog;
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

  async give(actor: Actor, device: KnownDevice, wish: Wish): Promise<Command> {
    const { commands, audit, bus, clock, mintId } = this.parts;
    const at = isoTime(clock());
    const command = commandOf(mintId() as CommandId, actor, wish);
    // The audit line first: an act without its line must not be possible, a line without its act can be explained [X5].
    await audit.append({
      at,
      actor: actor.id,
      act: `device:${command.kind}`,
      subject: device.id,
      detail: { command, owner: device.user.id },
    });
    await commands.add(command, device.id, actor.id, at);
    bus.publish({ kind: 'command', userId: device.user.id, deviceId: device.id, command });
    return command;
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
