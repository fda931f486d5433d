import { createFieldsync } from '@fieldsync/engine';

const session = (await (await fetch('/api/v1/session')).json()) as { data: { user: { id: string } } };
const fieldsync = await createFieldsync({ account: session.data.user.id });
await fieldsync.syncNow();
document.querySelector('button')?.addEventListener('click', () => void save());

async function save(): Promise<void> {
  const [place] = await fieldsync.listPlaces();
  const data = { assessmentType: 'WASH', affectedEntityId: place?.id, assessedAt: new Date().toISOString() };
  const saved = await fieldsync.save({ type: 'ASSESSMENT', data });
  document.querySelector('p')?.replaceChildren(saved.ok ? 'on this device' : saved.reason);
  fieldsync.on('item:judged', ({ status }) => document.querySelector('p')?.replaceChildren(status));
}
