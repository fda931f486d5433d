ALTER TABLE "records" ADD COLUMN "restored_version" integer;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "previous_hash" text;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "hash" text;--> statement-breakpoint
-- Lines from before the chain get their links now, as core/audit-chain.ts reckons them: what they say cannot be proven for the time
-- before, and is held fast from here on.
ALTER TABLE "audit_log" DISABLE TRIGGER "audit_log_append_only";--> statement-breakpoint
DO $$
DECLARE
  line record;
  parts text[];
  part text;
  text_of_line text;
  before text := repeat('0', 64);
BEGIN
  FOR line IN SELECT * FROM "audit_log" ORDER BY "seq" LOOP
    parts := ARRAY[before, line.seq::text,
      to_char(line.at AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      line.actor, line.act, line.subject, line.detail::text];
    text_of_line := '';
    FOREACH part IN ARRAY parts LOOP
      text_of_line := text_of_line || octet_length(convert_to(part, 'UTF8')) || ':' || part || ',';
    END LOOP;
    UPDATE "audit_log" SET "previous_hash" = before,
      "hash" = encode(sha256(convert_to(text_of_line, 'UTF8')), 'hex')
      WHERE "seq" = line.seq RETURNING "hash" INTO before;
  END LOOP;
END
$$;--> statement-breakpoint
ALTER TABLE "audit_log" ALTER COLUMN "previous_hash" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ALTER COLUMN "hash" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE TRIGGER "audit_log_append_only";--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_previous_hash_unique" UNIQUE("previous_hash");
