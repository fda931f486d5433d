import type { PostWebhook } from '../webhook-ports.ts';

/** A receiver that takes longer does its work before it answers, and would hold a place of ours meanwhile. */
const WITHIN_MS = 10_000;

/** Redirects are not followed: a receiver could send what we sign to an address that nobody entered. */
export const postWebhook: PostWebhook = async (url, headers, body, signal) => {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { ...headers },
    body,
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]),
  });
  await reply.body?.cancel();
  return { status: reply.status };
};
