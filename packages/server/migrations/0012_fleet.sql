CREATE TABLE "critical_alerts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"limit_minutes" integer NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
DROP INDEX "commands_waiting";--> statement-breakpoint
ALTER TABLE "commands" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "attention" smallint DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "oldest_critical_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "held" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "needs_person" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "critical_alerts_open" ON "critical_alerts" USING btree ("device_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "commands_of_device" ON "commands" USING btree ("device_id","created_at","id");--> statement-breakpoint
CREATE INDEX "devices_attention" ON "devices" USING btree ("attention",coalesce("oldest_critical_at", 'infinity'::timestamptz),"last_seen","id");--> statement-breakpoint
CREATE INDEX "commands_waiting" ON "commands" USING btree ("device_id","created_at") WHERE acknowledged_at is null and withdrawn_at is null;--> statement-breakpoint
-- What devices said before there were these columns; as core/device-standing.ts reckons it.
UPDATE "devices" SET
  "attention" = CASE
    WHEN ("heartbeat" #>> '{queue,critical}')::int > 0 THEN 0
    WHEN ("heartbeat" #>> '{queue,high}')::int + ("heartbeat" #>> '{queue,normal}')::int + ("heartbeat" #>> '{queue,low}')::int > 0 THEN 1
    ELSE 2 END,
  "oldest_critical_at" = CASE WHEN ("heartbeat" #>> '{queue,critical}')::int > 0 THEN coalesce(
    "heartbeat_at" - greatest('0'::interval, ("heartbeat" ->> 'clock')::timestamptz - ("heartbeat" ->> 'oldestCriticalAt')::timestamptz),
    "heartbeat_at") END,
  "held" = coalesce(("heartbeat" #> '{status,holdReasons}') - '{offline,portal,unreachable,backoff}'::text[] <> '[]'::jsonb, false),
  "needs_person" = coalesce(("heartbeat" #>> '{queue,needsYou}')::int > 0, false)
WHERE "heartbeat" IS NOT NULL;
